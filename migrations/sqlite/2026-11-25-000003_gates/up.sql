-- A gate is the tree of conditions of a step (for its events) or of one event.
CREATE TABLE gates (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  step_id BIGINT REFERENCES steps (id),
  event_id BIGINT REFERENCES events (id),
  tree TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX gates_programme ON gates (programme_id);
CREATE UNIQUE INDEX gates_step ON gates (step_id);
CREATE UNIQUE INDEX gates_event ON gates (event_id);

CREATE TABLE gate_passes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  grounds TEXT NOT NULL,
  account_id BIGINT REFERENCES accounts (id),
  reason TEXT NOT NULL,
  basis TEXT NOT NULL,
  missing TEXT NOT NULL,
  at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE INDEX gate_passes_programme ON gate_passes (programme_id);
CREATE INDEX gate_passes_event ON gate_passes (event_id);
CREATE INDEX gate_passes_account ON gate_passes (account_id);
CREATE UNIQUE INDEX gate_passes_latest ON gate_passes (event_id) WHERE replaced_at IS NULL;

CREATE TABLE gate_risks (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  event_id BIGINT NOT NULL REFERENCES events (id),
  pass_id BIGINT NOT NULL REFERENCES gate_passes (id),
  since BIGINT NOT NULL,
  missing TEXT NOT NULL,
  cleared_at BIGINT
);
CREATE INDEX gate_risks_event ON gate_risks (event_id);
CREATE INDEX gate_risks_pass ON gate_risks (pass_id);
CREATE UNIQUE INDEX gate_risks_open ON gate_risks (event_id) WHERE cleared_at IS NULL;

-- Who stands in for a step's owner; and whether its state follows what happens ('facts') or was set by hand.
ALTER TABLE steps ADD COLUMN deputy_id BIGINT REFERENCES contacts (id);
ALTER TABLE steps ADD COLUMN state_by TEXT NOT NULL DEFAULT 'facts';
CREATE INDEX steps_deputy ON steps (deputy_id);
UPDATE steps SET state_by = 'hand' WHERE state <> 'planned';

-- Steps that were planted from the four-steps template carried their gates as names only; nobody could change them. They get the
-- conditions that those names promised.
INSERT INTO gates (version, programme_id, step_id, event_id, tree, created_at, updated_at)
SELECT 1, s.programme_id, s.id, NULL, '{"join":"all","parts":[{"condition":{"title":{"en":"Analysis report approved","fr":"Rapport d’analyse approuvé","zh":"分析报告已批准"},"test":{"approved":{"steps":["analysis"],"kinds":["report"]}}}}]}', s.created_at, s.created_at
FROM steps s JOIN programmes p ON p.id = s.programme_id
WHERE p.template = 'four-steps' AND s.kind = 'seminar' AND s.gates <> '[]';
INSERT INTO gates (version, programme_id, step_id, event_id, tree, created_at, updated_at)
SELECT 1, s.programme_id, s.id, NULL, '{"join":"all","parts":[{"condition":{"title":{"en":"Analysis report approved","fr":"Rapport d’analyse approuvé","zh":"分析报告已批准"},"test":{"approved":{"steps":["analysis"],"kinds":["report"]}}}},{"condition":{"title":{"en":"Seminar synthesis approved","fr":"Synthèse du séminaire approuvée","zh":"研讨会综述已批准"},"test":{"approved":{"steps":["seminar"],"kinds":["synthesis"]}}}}]}', s.created_at, s.created_at
FROM steps s JOIN programmes p ON p.id = s.programme_id
WHERE p.template = 'four-steps' AND s.kind = 'workshop' AND s.gates <> '[]';
INSERT INTO gates (version, programme_id, step_id, event_id, tree, created_at, updated_at)
SELECT 1, s.programme_id, s.id, NULL, '{"join":"all","parts":[{"condition":{"title":{"en":"Analysis report approved","fr":"Rapport d’analyse approuvé","zh":"分析报告已批准"},"test":{"approved":{"steps":["analysis"],"kinds":["report"]}}}},{"condition":{"title":{"en":"Seminar synthesis approved","fr":"Synthèse du séminaire approuvée","zh":"研讨会综述已批准"},"test":{"approved":{"steps":["seminar"],"kinds":["synthesis"]}}}},{"condition":{"title":{"en":"Workshop synthesis approved","fr":"Synthèse de l’atelier approuvée","zh":"工作坊综述已批准"},"test":{"approved":{"steps":["workshop"],"kinds":["synthesis"]}}}}]}', s.created_at, s.created_at
FROM steps s JOIN programmes p ON p.id = s.programme_id
WHERE p.template = 'four-steps' AND s.kind = 'conference' AND s.gates <> '[]';
