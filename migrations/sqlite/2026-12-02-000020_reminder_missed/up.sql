-- Reminders that did not leave on their day, by rules that then ask somebody: one for each rule and occurrence, whoever finds it first.
CREATE TABLE reminder_missed (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  rule_id BIGINT NOT NULL REFERENCES reminder_rules (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  turn TEXT NOT NULL,
  missed_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  people BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE UNIQUE INDEX reminder_missed_public ON reminder_missed (public_id);
CREATE UNIQUE INDEX reminder_missed_turn ON reminder_missed (turn);
CREATE INDEX reminder_missed_programme ON reminder_missed (programme_id, state);
CREATE INDEX reminder_missed_rule ON reminder_missed (rule_id);
CREATE INDEX reminder_missed_event ON reminder_missed (event_id);
