CREATE TABLE sponsorship_packages (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  name TEXT NOT NULL,
  price_minor BIGINT,
  price_currency TEXT,
  benefits TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  retired_at BIGINT
);
CREATE INDEX sponsorship_packages_programme ON sponsorship_packages (programme_id);

CREATE TABLE sponsorships (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT REFERENCES events (id),
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  stage TEXT NOT NULL,
  owner_id BIGINT REFERENCES contacts (id),
  package_id BIGINT REFERENCES sponsorship_packages (id),
  amount_minor BIGINT,
  amount_currency TEXT,
  in_kind TEXT NOT NULL,
  in_kind_minor BIGINT,
  in_kind_currency TEXT,
  next_action TEXT NOT NULL,
  next_on TEXT,
  notes TEXT NOT NULL,
  signed_on TEXT,
  agreement TEXT NOT NULL,
  declined TEXT NOT NULL,
  public_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
-- A firm is courted once for an event, and once for the programme itself.
CREATE UNIQUE INDEX sponsorships_once ON sponsorships (programme_id, organisation_id, COALESCE(event_id, 0));
CREATE INDEX sponsorships_event ON sponsorships (event_id);
CREATE INDEX sponsorships_organisation ON sponsorships (organisation_id);
CREATE INDEX sponsorships_owner ON sponsorships (owner_id);
CREATE INDEX sponsorships_package ON sponsorships (package_id);

CREATE TABLE sponsorship_people (
  sponsorship_id BIGINT NOT NULL REFERENCES sponsorships (id),
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  PRIMARY KEY (sponsorship_id, contact_id)
);
CREATE INDEX sponsorship_people_contact ON sponsorship_people (contact_id);

CREATE TABLE sponsorship_activities (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  sponsorship_id BIGINT NOT NULL REFERENCES sponsorships (id),
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  contact_id BIGINT REFERENCES contacts (id),
  body TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_on TEXT,
  corrects_id BIGINT REFERENCES sponsorship_activities (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX sponsorship_activities_sponsorship ON sponsorship_activities (sponsorship_id);
CREATE INDEX sponsorship_activities_account ON sponsorship_activities (account_id);
CREATE INDEX sponsorship_activities_contact ON sponsorship_activities (contact_id);
-- An entry is corrected once; the correction may be corrected in turn.
CREATE UNIQUE INDEX sponsorship_activities_corrects ON sponsorship_activities (corrects_id);

CREATE TABLE sponsorship_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  sponsorship_id BIGINT NOT NULL REFERENCES sponsorships (id),
  part TEXT NOT NULL,
  file_id BIGINT NOT NULL REFERENCES files (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  created_at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE INDEX sponsorship_files_file ON sponsorship_files (file_id);
CREATE INDEX sponsorship_files_account ON sponsorship_files (account_id);
CREATE INDEX sponsorship_files_sponsorship ON sponsorship_files (sponsorship_id);
CREATE UNIQUE INDEX sponsorship_files_current ON sponsorship_files (sponsorship_id, part) WHERE replaced_at IS NULL;

CREATE TABLE sponsorship_clearances (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  sponsorship_id BIGINT NOT NULL REFERENCES sponsorships (id),
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  logo_id BIGINT NOT NULL REFERENCES sponsorship_files (id),
  public_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX sponsorship_clearances_sponsorship ON sponsorship_clearances (sponsorship_id);
CREATE INDEX sponsorship_clearances_account ON sponsorship_clearances (account_id);
CREATE INDEX sponsorship_clearances_logo ON sponsorship_clearances (logo_id);
CREATE UNIQUE INDEX sponsorship_clearances_current ON sponsorship_clearances (sponsorship_id, account_id) WHERE withdrawn_at IS NULL;

CREATE TABLE sponsorship_targets (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT REFERENCES events (id),
  currency TEXT NOT NULL,
  minor BIGINT NOT NULL
);
CREATE UNIQUE INDEX sponsorship_targets_once ON sponsorship_targets (programme_id, COALESCE(event_id, 0), currency);
CREATE INDEX sponsorship_targets_event ON sponsorship_targets (event_id);
