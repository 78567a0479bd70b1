ALTER TABLE session_people DROP COLUMN names;
ALTER TABLE sessions DROP COLUMN room_names;
