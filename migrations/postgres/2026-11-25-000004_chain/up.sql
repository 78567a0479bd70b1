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
  id BIGINT PRIMARY KEY,
  entry_id BIGINT NOT NULL,
  seal TEXT NOT NULL,
  mark TEXT NOT NULL
);
CREATE UNIQUE INDEX history_seals_entry ON history_seals (entry_id);

-- The newest seal: one row.
CREATE TABLE history_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  seal TEXT NOT NULL,
  mark TEXT NOT NULL
);

CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is only added to';
END
$$;

CREATE TRIGGER history_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

-- A digest is set once, and what it was made of may be erased.
CREATE TRIGGER history_personal_no_update BEFORE UPDATE ON history_personal FOR EACH ROW
WHEN (NOT (
  NEW.id = OLD.id AND NEW.history_id = OLD.history_id AND NEW.contact_id IS NOT DISTINCT FROM OLD.contact_id AND NEW.field = OLD.field
  AND (
    (OLD.digest IS NULL AND NEW.digest IS NOT NULL AND NEW.before_value IS NOT DISTINCT FROM OLD.before_value
      AND NEW.after_value IS NOT DISTINCT FROM OLD.after_value)
    OR (NEW.digest IS NOT DISTINCT FROM OLD.digest AND NEW.salt IS NULL AND NEW.before_value IS NULL AND NEW.after_value IS NULL)
  )
))
EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_personal_kept BEFORE DELETE OR TRUNCATE ON history_personal
FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

CREATE TRIGGER history_seals_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON history_seals
FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_head_forward BEFORE UPDATE ON history_head FOR EACH ROW
WHEN (NOT (NEW.id = OLD.id AND NEW.position > OLD.position))
EXECUTE FUNCTION history_refuse();
CREATE TRIGGER history_head_kept BEFORE DELETE OR TRUNCATE ON history_head
FOR EACH STATEMENT EXECUTE FUNCTION history_refuse();

-- The newest entry below which none can still appear: read at a moment when nobody is adding one. Whoever adds holds a lock on the table
-- until their transaction ends, and took it before the entry had its number; this waits a moment for them, and goes away without an answer
-- when they take longer. What is read is kept in a variable; the lock goes with the block that is undone.
CREATE FUNCTION history_settled() RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  newest BIGINT;
BEGIN
  BEGIN
    PERFORM set_config('lock_timeout', '100ms', true);
    LOCK TABLE history IN SHARE MODE;
    SELECT max(id) INTO newest FROM history;
    RAISE EXCEPTION SQLSTATE 'CV001';
  EXCEPTION
    WHEN lock_not_available OR SQLSTATE 'CV001' THEN NULL;
  END;
  RETURN newest;
END
$$;
