ALTER TABLE accounts DROP COLUMN digest;
