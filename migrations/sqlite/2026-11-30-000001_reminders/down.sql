DROP TABLE reminder_settings;
DROP TABLE reminder_rules;
