DROP INDEX seats_replaced_by;
ALTER TABLE seats DROP COLUMN replaced_by;
DROP INDEX contacts_merged_into;
ALTER TABLE contacts DROP COLUMN merged_into;
DROP TABLE merge_rows;
DROP TABLE merges;
