CREATE TABLE deliverable_shares (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  deliverable_id BIGINT NOT NULL REFERENCES deliverables (id),
  secret_digest TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  created_by BIGINT REFERENCES accounts (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX deliverable_shares_deliverable ON deliverable_shares (deliverable_id);
CREATE INDEX deliverable_shares_created_by ON deliverable_shares (created_by);

CREATE TABLE deliverable_visits (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  share_id BIGINT NOT NULL REFERENCES deliverable_shares (id),
  file_id BIGINT REFERENCES deliverable_files (id),
  at BIGINT NOT NULL
);
CREATE INDEX deliverable_visits_share ON deliverable_visits (share_id);
CREATE INDEX deliverable_visits_file ON deliverable_visits (file_id);
