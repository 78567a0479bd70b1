-- The sheet of an imported workbook that is read, where somebody has chosen one.
ALTER TABLE imports ADD COLUMN sheet TEXT;
