ALTER TABLE history ADD COLUMN place TEXT;
ALTER TABLE history_personal ADD COLUMN salt TEXT;
ALTER TABLE history_personal ADD COLUMN digest TEXT;

DROP INDEX history_programme;
DROP INDEX history_actor;
CREATE INDEX history_at ON history (at, id);
CREATE INDEX history_programme ON history (programme_id, at, id);
CREATE INDEX history_city ON history (city_id, at, id);
CREATE INDEX history_kind ON history (object_kind, at, id);
CREATE INDEX history_action ON history (action, at, id);
CREATE INDEX history_door ON history (door, at, id);
CREATE INDEX history_actor ON history (actor_kind, actor_id, at, id);

-- A seal for each entry; the id is its place in the chain, without gaps.
CREATE TABLE history_seals (
  id INTEGER PRIMARY KEY NOT NULL,
  entry_id BIGINT NOT NULL,
  seal TEXT NOT NULL,
  mark TEXT NOT NULL
);
CREATE UNIQUE INDEX history_seals_entry ON history_seals (entry_id);

-- The newest seal: one row.
CREATE TABLE history_head (
  id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
  position BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  seal TEXT NOT NULL,
  mark TEXT NOT NULL
);

CREATE TRIGGER history_no_update BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;

-- A digest is set once, and what it was made of may be erased.
CREATE TRIGGER history_personal_no_update BEFORE UPDATE ON history_personal
WHEN NOT (
  NEW.id = OLD.id AND NEW.history_id = OLD.history_id AND NEW.contact_id IS OLD.contact_id AND NEW.field = OLD.field
  AND (
    (OLD.digest IS NULL AND NEW.digest IS NOT NULL AND NEW.before_value IS OLD.before_value AND NEW.after_value IS OLD.after_value)
    OR (NEW.digest IS OLD.digest AND NEW.salt IS NULL AND NEW.before_value IS NULL AND NEW.after_value IS NULL)
  )
)
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_personal_no_delete BEFORE DELETE ON history_personal
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;

CREATE TRIGGER history_seals_no_update BEFORE UPDATE ON history_seals
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_seals_no_delete BEFORE DELETE ON history_seals
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_head_forward BEFORE UPDATE ON history_head WHEN NOT (NEW.id = OLD.id AND NEW.position > OLD.position)
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_head_no_delete BEFORE DELETE ON history_head
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
