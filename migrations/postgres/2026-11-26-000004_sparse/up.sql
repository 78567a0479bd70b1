-- People and organisations belong to no programme and no city: their entries, a million of them after an import, need no place there.
DROP INDEX history_programme;
DROP INDEX history_city;
CREATE INDEX history_programme ON history (programme_id, at, id) WHERE programme_id IS NOT NULL;
CREATE INDEX history_city ON history (city_id, at, id) WHERE city_id IS NOT NULL;
