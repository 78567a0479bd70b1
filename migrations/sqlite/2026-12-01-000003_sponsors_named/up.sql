-- Who courts a firm was kept by a name of the outside only, so that nobody found it by the person.
INSERT INTO history_named (contact_id, history_id)
SELECT DISTINCT c.id, p.history_id
FROM history_personal p
JOIN history h ON h.id = p.history_id AND h.object_kind = 'sponsorship'
JOIN contacts c ON c.public_id = p.before_value OR c.public_id = p.after_value
WHERE p.field = 'owner'
  AND NOT EXISTS (SELECT 1 FROM history_named n WHERE n.contact_id = c.id AND n.history_id = p.history_id);
