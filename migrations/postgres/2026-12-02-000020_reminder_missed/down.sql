DROP TABLE reminder_missed;
