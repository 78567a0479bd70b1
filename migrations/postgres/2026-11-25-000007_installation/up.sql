-- What all nodes on this database must agree on: a word and its value.
CREATE TABLE installation (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);
