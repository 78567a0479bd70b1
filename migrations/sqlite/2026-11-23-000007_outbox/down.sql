DROP TABLE tasks;
DROP TABLE outbox_alarms;
DROP TABLE outbox_attempts;
DROP TABLE outbox;
