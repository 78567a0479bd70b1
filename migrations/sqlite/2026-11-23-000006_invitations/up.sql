CREATE TABLE rounds (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by BIGINT REFERENCES accounts (id),
  asked_at BIGINT,
  released_by BIGINT REFERENCES accounts (id),
  released_at BIGINT,
  leaves_at BIGINT,
  recalled_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX rounds_programme ON rounds (programme_id);
CREATE INDEX rounds_asked_by ON rounds (asked_by);
CREATE INDEX rounds_released_by ON rounds (released_by);
CREATE INDEX rounds_event ON rounds (event_id);

CREATE TABLE seats (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  event_id BIGINT NOT NULL REFERENCES events (id),
  contact_id BIGINT REFERENCES contacts (id),
  organisation_id BIGINT REFERENCES organisations (id),
  ordinal INTEGER NOT NULL,
  nonce TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_door TEXT,
  answered_at BIGINT,
  waiting_since BIGINT,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE UNIQUE INDEX seats_contact ON seats (event_id, contact_id, ordinal);
CREATE UNIQUE INDEX seats_organisation ON seats (event_id, organisation_id, ordinal);
CREATE INDEX seats_answer ON seats (event_id, answer);
CREATE INDEX seats_person ON seats (contact_id);
CREATE INDEX seats_institution ON seats (organisation_id);

CREATE TABLE round_seats (
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  seat_id BIGINT NOT NULL REFERENCES seats (id),
  PRIMARY KEY (round_id, seat_id)
);
CREATE INDEX round_seats_seat ON round_seats (seat_id);

CREATE TABLE invitations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  seat_id BIGINT NOT NULL REFERENCES seats (id),
  address_id BIGINT NOT NULL REFERENCES addresses (id),
  locale TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX invitations_once ON invitations (round_id, seat_id);
CREATE INDEX invitations_event ON invitations (event_id);
CREATE INDEX invitations_seat ON invitations (seat_id);
CREATE INDEX invitations_address ON invitations (address_id);

CREATE TABLE answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  seat_id BIGINT NOT NULL REFERENCES seats (id),
  wish TEXT NOT NULL,
  answer TEXT NOT NULL,
  door TEXT NOT NULL,
  source TEXT NOT NULL,
  note TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  at BIGINT NOT NULL
);
CREATE INDEX answers_account ON answers (account_id);
CREATE INDEX answers_seat ON answers (seat_id, id);

CREATE TABLE needs (
  seat_id BIGINT PRIMARY KEY NOT NULL REFERENCES seats (id),
  dietary TEXT NOT NULL,
  access TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
