-- What an organisation may be recognised by under another spelling: hashes of parts of its names, the strongest kinds first.
CREATE TABLE organisation_keys (
  key BIGINT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  PRIMARY KEY (key, organisation_id)
);
CREATE INDEX organisation_keys_organisation ON organisation_keys (organisation_id);

-- Where its website is and its people have their addresses, without the providers that anybody may use.
CREATE TABLE organisation_domains (
  domain TEXT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  PRIMARY KEY (domain, organisation_id)
);
CREATE INDEX organisation_domains_organisation ON organisation_domains (organisation_id);

-- Which edition of the rules made its keys; 0 for those whose keys are to be made: the work of a task, for they want more than SQL.
ALTER TABLE organisations ADD COLUMN keyed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX organisations_keyed ON organisations (keyed, id);
