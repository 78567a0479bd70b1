DROP INDEX contacts_merged_into;
CREATE INDEX contacts_merged_into ON contacts (merged_into);
