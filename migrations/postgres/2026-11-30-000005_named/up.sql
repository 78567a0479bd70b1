-- Nobody reads the names of conditions that steps were planted with. Programs of before this one name the column whenever they read or
-- write a step, and may run beside it: so it stays, but is written by itself, and goes when none of them is left.
ALTER TABLE steps ALTER COLUMN gates SET DEFAULT '[]';

-- Whom the changes of an entry name, so that they are found by the person. It says nothing that entries do not say.
CREATE TABLE history_named (
  contact_id BIGINT NOT NULL,
  history_id BIGINT NOT NULL REFERENCES history (id),
  PRIMARY KEY (contact_id, history_id)
);
INSERT INTO history_named (contact_id, history_id)
SELECT DISTINCT CAST(n.value AS BIGINT), h.id
FROM history h
CROSS JOIN LATERAL json_array_elements(CAST(h.changes AS json)) AS c (value)
CROSS JOIN LATERAL regexp_split_to_table((c.value ->> 'before') || ', ' || (c.value ->> 'after'), ', ') AS n (value)
WHERE (h.changes LIKE '%"field":"owner"%' OR h.changes LIKE '%"field":"deputy"%' OR h.changes LIKE '%"field":"nudged"%' OR h.changes LIKE '%"field":"appearing"%')
  AND c.value ->> 'field' IN ('owner', 'deputy', 'nudged', 'appearing')
  AND n.value ~ '^[0-9]{1,18}$';
