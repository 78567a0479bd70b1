ALTER TABLE contacts DROP COLUMN name_key;
