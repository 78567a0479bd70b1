CREATE TABLE sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  event_id BIGINT NOT NULL REFERENCES events (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  starts_local TEXT NOT NULL,
  ends_local TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  room TEXT NOT NULL,
  languages TEXT NOT NULL,
  interpretation TEXT NOT NULL,
  removed_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX sessions_event ON sessions (event_id, starts_at);

CREATE TABLE session_people (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  session_id BIGINT NOT NULL REFERENCES sessions (id),
  position INTEGER NOT NULL,
  part TEXT NOT NULL,
  contact_id BIGINT REFERENCES contacts (id),
  name TEXT NOT NULL
);
CREATE UNIQUE INDEX session_people_once ON session_people (session_id, part, contact_id);
CREATE INDEX session_people_contact ON session_people (contact_id);

CREATE TABLE session_slides (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  session_id BIGINT NOT NULL REFERENCES sessions (id),
  number INTEGER NOT NULL,
  file_id BIGINT NOT NULL REFERENCES files (id),
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  added_by BIGINT REFERENCES accounts (id),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_slides_number ON session_slides (session_id, number);
CREATE INDEX session_slides_file ON session_slides (file_id);
CREATE INDEX session_slides_added_by ON session_slides (added_by);
