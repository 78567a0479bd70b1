ALTER TABLE deliverables ADD COLUMN quorum INTEGER NOT NULL DEFAULT 1;
ALTER TABLE deliverables ADD COLUMN own_work TEXT NOT NULL DEFAULT 'forbidden';

CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  size BIGINT NOT NULL,
  noted_at BIGINT NOT NULL,
  doomed_at BIGINT
);

CREATE TABLE deliverable_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  deliverable_id BIGINT NOT NULL REFERENCES deliverables (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  notes TEXT NOT NULL,
  author_id BIGINT REFERENCES accounts (id),
  round INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  submitted_at BIGINT,
  decided_at BIGINT
);
CREATE UNIQUE INDEX deliverable_versions_number ON deliverable_versions (deliverable_id, number);
CREATE UNIQUE INDEX deliverable_versions_open ON deliverable_versions (deliverable_id) WHERE state IN ('draft', 'in-review');
CREATE UNIQUE INDEX deliverable_versions_pinned ON deliverable_versions (deliverable_id) WHERE state = 'approved';
CREATE INDEX deliverable_versions_author ON deliverable_versions (author_id);

CREATE TABLE deliverable_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version_id BIGINT NOT NULL REFERENCES deliverable_versions (id),
  file_id BIGINT NOT NULL REFERENCES files (id),
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  added_by BIGINT REFERENCES accounts (id),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX deliverable_files_name ON deliverable_files (version_id, language, name);
CREATE INDEX deliverable_files_file ON deliverable_files (file_id);
CREATE INDEX deliverable_files_added_by ON deliverable_files (added_by);

CREATE TABLE deliverable_reviewers (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  deliverable_id BIGINT NOT NULL REFERENCES deliverables (id),
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX deliverable_reviewers_once ON deliverable_reviewers (deliverable_id, account_id);
CREATE INDEX deliverable_reviewers_account ON deliverable_reviewers (account_id);

CREATE TABLE deliverable_reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version_id BIGINT NOT NULL REFERENCES deliverable_versions (id),
  account_id BIGINT REFERENCES accounts (id),
  round INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX deliverable_reviews_version ON deliverable_reviews (version_id);
CREATE INDEX deliverable_reviews_account ON deliverable_reviews (account_id);
