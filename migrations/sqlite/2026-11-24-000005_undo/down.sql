ALTER TABLE event_notices DROP COLUMN kept_after;
ALTER TABLE event_notices DROP COLUMN kept_before;
ALTER TABLE event_notices DROP COLUMN recalled_at;
ALTER TABLE event_notices DROP COLUMN leaves_at;
