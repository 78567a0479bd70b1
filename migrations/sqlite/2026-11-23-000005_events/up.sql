CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  city_id BIGINT REFERENCES cities (id),
  step_id BIGINT REFERENCES steps (id),
  kind TEXT NOT NULL,
  hosting TEXT NOT NULL,
  state TEXT NOT NULL,
  state_reason TEXT,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  venue TEXT NOT NULL,
  place TEXT NOT NULL,
  languages TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts_local TEXT,
  ends_local TEXT,
  starts_at BIGINT,
  ends_at BIGINT,
  capacity BIGINT,
  reply_by_local TEXT,
  reply_by_at BIGINT,
  contact_id BIGINT REFERENCES contacts (id),
  contact_card TEXT NOT NULL,
  host TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  announced_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX events_programme ON events (programme_id, starts_at);
CREATE INDEX events_city ON events (city_id);
CREATE INDEX events_step ON events (step_id);
CREATE INDEX events_contact ON events (contact_id);

CREATE TABLE event_places (
  event_id BIGINT PRIMARY KEY NOT NULL REFERENCES events (id),
  revision BIGINT NOT NULL
);

CREATE TABLE event_notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  event_id BIGINT NOT NULL REFERENCES events (id),
  kind TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX event_notices_event ON event_notices (event_id);

CREATE TABLE event_deadlines (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  event_id BIGINT NOT NULL REFERENCES events (id),
  label TEXT NOT NULL,
  due_on TEXT NOT NULL,
  url TEXT NOT NULL,
  met_at BIGINT
);
CREATE INDEX event_deadlines_event ON event_deadlines (event_id);
