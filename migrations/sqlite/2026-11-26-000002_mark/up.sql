-- How far the chain of history went, remembered outside of it: the newest seal with its own mark, or that none was begun.
INSERT INTO installation (name, value) VALUES ('history-chain', coalesce(
  (SELECT CAST(position AS TEXT) || ' ' || CAST(entry_id AS TEXT) || ' ' || seal || ' ' || mark FROM history_head WHERE id = 1),
  'not begun'
));
