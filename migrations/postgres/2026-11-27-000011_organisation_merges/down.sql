DROP INDEX organisations_merged_into;
ALTER TABLE organisations DROP COLUMN merged_into;
DROP TABLE organisation_merge_rows;
DROP TABLE organisation_merges;
