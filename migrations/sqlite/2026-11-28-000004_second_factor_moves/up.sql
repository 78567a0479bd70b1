-- A second factor on its way to another phone: the secret that waits for its first code, while the present one goes on.
ALTER TABLE second_factors ADD COLUMN next_secret TEXT;
ALTER TABLE second_factors ADD COLUMN next_at BIGINT;
