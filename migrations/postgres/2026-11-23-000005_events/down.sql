DROP TABLE event_deadlines;
DROP TABLE event_notices;
DROP TABLE event_places;
DROP TABLE events;
