DROP INDEX seats_holder;
ALTER TABLE events DROP COLUMN counting;
DROP TABLE letter_numbers;
DROP TABLE delegation_letters;
DROP TABLE delegation_invitations;
DROP TABLE round_delegations;
DROP TABLE delegation_entries;
DROP TABLE delegations;
