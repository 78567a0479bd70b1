-- Two entries for one person made one: who kept what, and what it takes to part them again. The snapshot is personal, and goes with
-- the month in which it can be used.
CREATE TABLE merges (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  kept_id BIGINT NOT NULL REFERENCES contacts (id),
  other_id BIGINT NOT NULL REFERENCES contacts (id),
  account_id BIGINT REFERENCES accounts (id),
  merged_at BIGINT NOT NULL,
  snapshot TEXT,
  undone_at BIGINT,
  undone_by BIGINT REFERENCES accounts (id)
);
CREATE INDEX merges_kept ON merges (kept_id);
CREATE INDEX merges_other ON merges (other_id);
CREATE INDEX merges_account ON merges (account_id);
CREATE INDEX merges_undone_by ON merges (undone_by);
CREATE UNIQUE INDEX merges_standing ON merges (other_id) WHERE undone_at IS NULL;

CREATE TABLE merge_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  merge_id BIGINT NOT NULL REFERENCES merges (id),
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  row_id BIGINT NOT NULL
);
CREATE INDEX merge_rows_merge ON merge_rows (merge_id);

-- Whose entry this one went into, and which seat took a doubled one's place: old names and old links are followed.
ALTER TABLE contacts ADD COLUMN merged_into BIGINT REFERENCES contacts (id);
CREATE INDEX contacts_merged_into ON contacts (merged_into);
ALTER TABLE seats ADD COLUMN replaced_by BIGINT REFERENCES seats (id);
CREATE INDEX seats_replaced_by ON seats (replaced_by);
