-- The mail by which an officer was told last, and what they knew before it: a mail that never left has told nothing.
ALTER TABLE relays ADD COLUMN told_by TEXT;
ALTER TABLE relays ADD COLUMN knew TEXT;
