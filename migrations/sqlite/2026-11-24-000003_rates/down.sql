DROP TABLE outbox_rates;
