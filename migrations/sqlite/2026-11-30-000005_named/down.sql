DROP TABLE history_named;

-- As it is it serves those who write it too, and without what it defaults to no column can be added to a table that has rows.
SELECT 1;
