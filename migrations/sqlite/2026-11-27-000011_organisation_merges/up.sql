-- Two entries for one organisation made one: who kept what, and what it takes to part them again, for the month in which it can be used.
CREATE TABLE organisation_merges (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  kept_id BIGINT NOT NULL REFERENCES organisations (id),
  other_id BIGINT NOT NULL REFERENCES organisations (id),
  account_id BIGINT REFERENCES accounts (id),
  merged_at BIGINT NOT NULL,
  snapshot TEXT,
  undone_at BIGINT,
  undone_by BIGINT REFERENCES accounts (id)
);
CREATE INDEX organisation_merges_kept ON organisation_merges (kept_id);
CREATE INDEX organisation_merges_other ON organisation_merges (other_id);
CREATE INDEX organisation_merges_account ON organisation_merges (account_id);
CREATE INDEX organisation_merges_undone_by ON organisation_merges (undone_by);
CREATE UNIQUE INDEX organisation_merges_standing ON organisation_merges (other_id) WHERE undone_at IS NULL;

CREATE TABLE organisation_merge_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  merge_id BIGINT NOT NULL REFERENCES organisation_merges (id),
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  row_id BIGINT NOT NULL
);
CREATE INDEX organisation_merge_rows_merge ON organisation_merge_rows (merge_id);

-- Which entry this one went into: old names and old links are followed.
ALTER TABLE organisations ADD COLUMN merged_into BIGINT REFERENCES organisations (id);
CREATE INDEX organisations_merged_into ON organisations (merged_into);
