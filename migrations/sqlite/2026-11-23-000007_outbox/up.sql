CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  lane INTEGER NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  programme_id BIGINT,
  event_id BIGINT,
  contact_id BIGINT REFERENCES contacts (id),
  email TEXT NOT NULL,
  domain TEXT NOT NULL,
  locale TEXT NOT NULL,
  dedupe_key TEXT NOT NULL UNIQUE,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  leased_by TEXT,
  leased_until BIGINT,
  reply TEXT,
  reason TEXT,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX outbox_due ON outbox (lane, due_at, id) WHERE state IN ('queued', 'retry');
CREATE INDEX outbox_leased ON outbox (leased_until) WHERE state = 'leased';
CREATE INDEX outbox_state ON outbox (state, id);
CREATE INDEX outbox_event ON outbox (event_id);
CREATE INDEX outbox_contact ON outbox (contact_id);
CREATE INDEX outbox_refused ON outbox (email) WHERE reason = 'address-refused';

CREATE TABLE outbox_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  outbox_id BIGINT NOT NULL REFERENCES outbox (id),
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  reply TEXT NOT NULL
);
CREATE INDEX outbox_attempts_message ON outbox_attempts (outbox_id);

CREATE TABLE outbox_alarms (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  raised_at BIGINT NOT NULL,
  cleared_at BIGINT,
  what TEXT NOT NULL,
  detail TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  retry_at BIGINT NOT NULL
);
-- One alarm at a time.
CREATE UNIQUE INDEX outbox_alarms_open ON outbox_alarms (coalesce(cleared_at, 0)) WHERE cleared_at IS NULL;

CREATE TABLE tasks (
  name TEXT PRIMARY KEY NOT NULL,
  leased_by TEXT,
  leased_until BIGINT,
  ran_at BIGINT,
  outcome TEXT
);
