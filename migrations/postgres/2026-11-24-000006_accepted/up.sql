-- Few of an event's seats are accepted or wait, and the page of each guest counts them: these are found without passing over the others.
CREATE INDEX seats_accepted ON seats (event_id) WHERE answer = 'accepted' AND removed_at IS NULL;
CREATE INDEX seats_waiting ON seats (event_id, waiting_since, id) WHERE answer = 'waiting' AND removed_at IS NULL;
