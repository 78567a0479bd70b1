-- What a contact is found by for those who may not see addresses: the pieces of search_key that come from the name.
ALTER TABLE contacts ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
-- In search_key the pieces of the name stand first, and those of an address begin with its part before the @: up to the first of these it
-- is the name's. An address that is spelled like the name cuts too early, so the folded names stand beside it.
UPDATE contacts SET name_key = folded_name || char(10) || folded_latin || char(10) || substr(search_key, 1, coalesce((
  SELECT min(nullif(instr(
    char(10) || contacts.search_key || char(10),
    char(10) || substr(a.email_folded, 1, instr(a.email_folded, '@') - 1) || char(10)
  ), 0)) - 1
  FROM addresses a WHERE a.contact_id = contacts.id
), length(search_key)));
