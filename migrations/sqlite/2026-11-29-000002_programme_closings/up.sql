-- A programme that is over: since when, by whom, why. A row as long as it is closed; what was closed and opened again is in the history.
CREATE TABLE programme_closings (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  account_id BIGINT REFERENCES accounts (id),
  reason TEXT NOT NULL,
  closed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX programme_closings_programme ON programme_closings (programme_id);
CREATE INDEX programme_closings_account ON programme_closings (account_id);
