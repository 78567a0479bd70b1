DROP INDEX organisations_keyed;
ALTER TABLE organisations DROP COLUMN keyed;
DROP TABLE organisation_domains;
DROP TABLE organisation_keys;
