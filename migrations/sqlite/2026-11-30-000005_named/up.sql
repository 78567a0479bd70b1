-- Nobody reads the names of conditions that steps were planted with. Programs of before this one name the column whenever they read or
-- write a step, and may run beside it: so it stays, but is written by itself, and goes when none of them is left.
ALTER TABLE steps DROP COLUMN gates;
ALTER TABLE steps ADD COLUMN gates TEXT NOT NULL DEFAULT '[]';

-- Whom the changes of an entry name, so that they are found by the person. It says nothing that entries do not say.
CREATE TABLE history_named (
  contact_id BIGINT NOT NULL,
  history_id BIGINT NOT NULL REFERENCES history (id),
  PRIMARY KEY (contact_id, history_id)
);
INSERT INTO history_named (contact_id, history_id)
SELECT DISTINCT CAST(n.value AS INTEGER), h.id
FROM history h, json_each(h.changes) c,
  json_each('[' || replace(
    json_quote(json_extract(c.value, '$.before') || ', ' || json_extract(c.value, '$.after')), ', ', '","'
  ) || ']') n
WHERE (h.changes LIKE '%"field":"owner"%' OR h.changes LIKE '%"field":"deputy"%' OR h.changes LIKE '%"field":"nudged"%' OR h.changes LIKE '%"field":"appearing"%')
  AND json_extract(c.value, '$.field') IN ('owner', 'deputy', 'nudged', 'appearing')
  AND CAST(CAST(n.value AS INTEGER) AS TEXT) = n.value;
