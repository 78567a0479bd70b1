ALTER TABLE event_notices ADD COLUMN leaves_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE event_notices ADD COLUMN recalled_at BIGINT;
ALTER TABLE event_notices ADD COLUMN kept_before TEXT;
ALTER TABLE event_notices ADD COLUMN kept_after TEXT;
