DROP INDEX steps_deputy;
ALTER TABLE steps DROP COLUMN state_by;
ALTER TABLE steps DROP COLUMN deputy_id;
DROP TABLE gate_risks;
DROP TABLE gate_passes;
DROP TABLE gates;
