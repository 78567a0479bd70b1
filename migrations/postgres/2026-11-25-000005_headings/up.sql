-- The line of an imported file on which its headings stand, where somebody has said so: titles may stand above them.
ALTER TABLE imports ADD COLUMN header_line BIGINT;
