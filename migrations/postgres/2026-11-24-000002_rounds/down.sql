ALTER TABLE rounds DROP COLUMN purpose;
