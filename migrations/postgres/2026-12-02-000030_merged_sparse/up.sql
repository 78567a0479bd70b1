-- Who went into nobody needs no place there: all whom an import brings, a million of them.
DROP INDEX contacts_merged_into;
CREATE INDEX contacts_merged_into ON contacts (merged_into) WHERE merged_into IS NOT NULL;
