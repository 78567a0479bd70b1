-- Houses that pass things on for a programme, and through whom. One that has relays keeps its row when it is no longer asked.
CREATE TABLE relay_channels (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  members BIGINT,
  note TEXT NOT NULL,
  retired_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX relay_channels_once ON relay_channels (programme_id, organisation_id);
CREATE INDEX relay_channels_organisation ON relay_channels (organisation_id);
CREATE INDEX relay_channels_contact ON relay_channels (contact_id);

-- What is passed on of a deliverable: texts by language, and until when it is kept back. An embargo by an event is counted from it each
-- time, never kept.
CREATE TABLE relay_packages (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  deliverable_id BIGINT NOT NULL REFERENCES deliverables (id),
  short_text TEXT NOT NULL,
  long_text TEXT NOT NULL,
  embargo TEXT NOT NULL,
  embargo_on TEXT,
  embargo_event_id BIGINT REFERENCES events (id),
  embargo_days INTEGER,
  lapse_days INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX relay_packages_deliverable ON relay_packages (deliverable_id);
CREATE INDEX relay_packages_event ON relay_packages (embargo_event_id);

-- One passing-on: a package offered to a channel. `told` is the embargo that its officer knows.
CREATE TABLE relays (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  package_id BIGINT NOT NULL REFERENCES relay_packages (id),
  channel_id BIGINT NOT NULL REFERENCES relay_channels (id),
  locale TEXT NOT NULL,
  nonce TEXT NOT NULL,
  state TEXT NOT NULL,
  told TEXT NOT NULL,
  members BIGINT,
  forwarded_on TEXT,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  offered_at BIGINT NOT NULL,
  answered_at BIGINT,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX relays_once ON relays (package_id, channel_id);
CREATE INDEX relays_channel ON relays (channel_id);

CREATE TABLE relay_visits (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  relay_id BIGINT NOT NULL REFERENCES relays (id),
  file_id BIGINT REFERENCES deliverable_files (id),
  at BIGINT NOT NULL
);
CREATE INDEX relay_visits_relay ON relay_visits (relay_id);
CREATE INDEX relay_visits_file ON relay_visits (file_id);
