ALTER TABLE second_factors DROP COLUMN next_at;
ALTER TABLE second_factors DROP COLUMN next_secret;
