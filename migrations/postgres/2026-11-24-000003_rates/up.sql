-- How far what was sent reaches into the future: for all mail ('*'), and for one recipient domain.
CREATE TABLE outbox_rates (
  bucket TEXT PRIMARY KEY NOT NULL,
  filled_at BIGINT NOT NULL,
  promised_at BIGINT NOT NULL
);
