CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  file_name TEXT NOT NULL,
  stored_name TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT NOT NULL,
  separator TEXT NOT NULL,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL,
  mode TEXT NOT NULL,
  stop_asked_at BIGINT,
  leased_by TEXT,
  leased_until BIGINT,
  bytes_read BIGINT NOT NULL,
  lines_done BIGINT NOT NULL,
  lines_new BIGINT NOT NULL,
  lines_changed BIGINT NOT NULL,
  lines_same BIGINT NOT NULL,
  lines_refused BIGINT NOT NULL,
  fault TEXT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);

CREATE INDEX imports_account ON imports (account_id);

CREATE TABLE import_lines (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  import_id BIGINT NOT NULL REFERENCES imports (id),
  mode TEXT NOT NULL,
  line BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL
);
CREATE INDEX import_lines_import ON import_lines (import_id, mode, verdict, line);
