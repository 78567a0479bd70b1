ALTER TABLE imports DROP COLUMN header_line;
