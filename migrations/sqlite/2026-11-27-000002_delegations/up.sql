-- An institution's places at one event, asked for in one letter and answered together. Its seats stand among `seats`, by organisation and ordinal.
CREATE TABLE delegations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  places BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  locale TEXT NOT NULL,
  salutation TEXT NOT NULL,
  closing TEXT NOT NULL,
  nonce TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_door TEXT,
  answered_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX delegations_programme ON delegations (programme_id);
CREATE INDEX delegations_event ON delegations (event_id, rank, id);
CREATE INDEX delegations_organisation ON delegations (organisation_id);
CREATE INDEX delegations_contact ON delegations (contact_id);
CREATE UNIQUE INDEX delegations_once ON delegations (event_id, organisation_id) WHERE removed_at IS NULL;

-- What became of an institution's places: only ever added to.
CREATE TABLE delegation_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  delegation_id BIGINT NOT NULL REFERENCES delegations (id),
  seat_id BIGINT REFERENCES seats (id),
  act TEXT NOT NULL,
  contact_id BIGINT REFERENCES contacts (id),
  former_id BIGINT REFERENCES contacts (id),
  answer TEXT,
  places BIGINT,
  door TEXT NOT NULL,
  source TEXT NOT NULL,
  note TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  at BIGINT NOT NULL
);
CREATE INDEX delegation_entries_of ON delegation_entries (delegation_id, id);
CREATE INDEX delegation_entries_seat ON delegation_entries (seat_id);
CREATE INDEX delegation_entries_contact ON delegation_entries (contact_id);
CREATE INDEX delegation_entries_former ON delegation_entries (former_id);
CREATE INDEX delegation_entries_account ON delegation_entries (account_id);

CREATE TABLE round_delegations (
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  delegation_id BIGINT NOT NULL REFERENCES delegations (id),
  PRIMARY KEY (round_id, delegation_id)
);
CREATE INDEX round_delegations_of ON round_delegations (delegation_id);

CREATE TABLE delegation_invitations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  delegation_id BIGINT NOT NULL REFERENCES delegations (id),
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  address_id BIGINT NOT NULL REFERENCES addresses (id),
  locale TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX delegation_invitations_once ON delegation_invitations (round_id, delegation_id);
CREATE INDEX delegation_invitations_event ON delegation_invitations (event_id);
CREATE INDEX delegation_invitations_of ON delegation_invitations (delegation_id);
CREATE INDEX delegation_invitations_contact ON delegation_invitations (contact_id);
CREATE INDEX delegation_invitations_address ON delegation_invitations (address_id);

-- The letter that an institution was sent, in the words and with the names of that day.
CREATE TABLE delegation_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  delegation_id BIGINT NOT NULL REFERENCES delegations (id),
  round_id BIGINT NOT NULL REFERENCES rounds (id),
  contact_id BIGINT REFERENCES contacts (id),
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  locale TEXT NOT NULL,
  organisation TEXT NOT NULL,
  native_name TEXT NOT NULL,
  latin_name TEXT NOT NULL,
  role TEXT NOT NULL,
  salutation TEXT NOT NULL,
  closing TEXT NOT NULL,
  places BIGINT NOT NULL,
  dated BIGINT NOT NULL
);
CREATE UNIQUE INDEX delegation_letters_number ON delegation_letters (programme_id, year, number);
CREATE INDEX delegation_letters_of ON delegation_letters (delegation_id, id);
CREATE INDEX delegation_letters_round ON delegation_letters (round_id);
CREATE INDEX delegation_letters_contact ON delegation_letters (contact_id);

-- The last number given: its row is locked while the next is taken, so that no number is left out or given twice.
CREATE TABLE letter_numbers (
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (programme_id, year)
);

-- What an event counts for its capacity and its gates: places that were accepted, or people who were named.
ALTER TABLE events ADD COLUMN counting TEXT NOT NULL DEFAULT 'places';
-- Nobody holds two seats of one event, for an institution or for themselves.
CREATE UNIQUE INDEX seats_holder ON seats (event_id, contact_id) WHERE removed_at IS NULL;
