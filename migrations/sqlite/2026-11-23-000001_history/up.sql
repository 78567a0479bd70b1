CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BIGINT,
  door TEXT NOT NULL,
  request TEXT NOT NULL,
  programme_id BIGINT,
  city_id BIGINT,
  object_kind TEXT NOT NULL,
  object_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT,
  changes TEXT NOT NULL
);
CREATE INDEX history_object ON history (object_kind, object_id, id);
CREATE INDEX history_programme ON history (programme_id, id);
CREATE INDEX history_actor ON history (actor_id, id);

CREATE TABLE history_personal (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  history_id BIGINT NOT NULL REFERENCES history (id),
  contact_id BIGINT,
  field TEXT NOT NULL,
  before_value TEXT,
  after_value TEXT
);
CREATE INDEX history_personal_entry ON history_personal (history_id);
CREATE INDEX history_personal_contact ON history_personal (contact_id);
