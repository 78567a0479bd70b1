DROP INDEX history_city;
DROP INDEX history_programme;
CREATE INDEX history_programme ON history (programme_id, at, id);
CREATE INDEX history_city ON history (city_id, at, id);
