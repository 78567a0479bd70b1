-- Whom a programme reminds of what, and when. A rule that was taken away keeps its row: mails that were written by it name it.
CREATE TABLE reminder_rules (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  kind TEXT NOT NULL,
  days INTEGER NOT NULL,
  clock TEXT NOT NULL,
  late TEXT NOT NULL,
  armed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE UNIQUE INDEX reminder_rules_public ON reminder_rules (public_id);
CREATE UNIQUE INDEX reminder_rules_once ON reminder_rules (programme_id, kind, days, clock) WHERE removed_at IS NULL;
CREATE INDEX reminder_rules_programme ON reminder_rules (programme_id);

-- What one event does with a rule of its programme: off, its own time, or as the programme again.
CREATE TABLE reminder_settings (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  version BIGINT NOT NULL,
  rule_id BIGINT NOT NULL REFERENCES reminder_rules (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  wish TEXT NOT NULL,
  days INTEGER NOT NULL,
  clock TEXT NOT NULL,
  late TEXT NOT NULL,
  armed_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX reminder_settings_rule ON reminder_settings (rule_id, event_id);
CREATE INDEX reminder_settings_event ON reminder_settings (event_id);

-- Every minute it is asked what rules have written about an event; of all its mails those are few.
CREATE INDEX outbox_reminders ON outbox (event_id, created_at) WHERE kind IN ('guest-reminder', 'owner-reminder');
