DROP TABLE history_personal;
DROP TABLE history;
