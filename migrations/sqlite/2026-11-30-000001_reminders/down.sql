DROP INDEX outbox_reminders;
DROP TABLE reminder_settings;
DROP TABLE reminder_rules;
