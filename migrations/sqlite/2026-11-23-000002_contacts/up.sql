CREATE TABLE organisations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  country TEXT NOT NULL,
  website TEXT NOT NULL,
  notes TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  search_key TEXT NOT NULL,
  source_key TEXT UNIQUE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  erased_at BIGINT
);
CREATE INDEX organisations_folded ON organisations (folded_name, id);

CREATE TABLE organisation_names (
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  folded TEXT NOT NULL,
  PRIMARY KEY (organisation_id, folded)
);
CREATE INDEX organisation_names_folded ON organisation_names (folded);

CREATE TABLE stakeholder_groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  position INTEGER NOT NULL
);

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  native_name TEXT NOT NULL,
  latin_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  salutation TEXT NOT NULL,
  language TEXT NOT NULL,
  phone TEXT NOT NULL,
  notes TEXT NOT NULL,
  do_not_contact_at BIGINT,
  do_not_contact_reason TEXT,
  nonce TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  folded_latin TEXT NOT NULL,
  search_key TEXT NOT NULL,
  source_key TEXT UNIQUE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  erased_at BIGINT
);
CREATE INDEX contacts_folded ON contacts (folded_name);
CREATE INDEX contacts_folded_latin ON contacts (folded_latin);
CREATE INDEX contacts_family ON contacts (family_name, folded_latin, id);

CREATE TABLE addresses (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,
  refused_at BIGINT,
  refused_reason TEXT,
  removed_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX addresses_contact_email ON addresses (contact_id, email_folded);
CREATE INDEX addresses_email ON addresses (email_folded);

CREATE TABLE affiliations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  organisation_id BIGINT NOT NULL REFERENCES organisations (id),
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX affiliations_contact_organisation ON affiliations (contact_id, organisation_id);
CREATE INDEX affiliations_organisation ON affiliations (organisation_id);

CREATE TABLE contact_groups (
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  group_id BIGINT NOT NULL REFERENCES stakeholder_groups (id),
  PRIMARY KEY (contact_id, group_id)
);
CREATE INDEX contact_groups_group ON contact_groups (group_id);

CREATE TABLE contact_tags (
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  tag TEXT NOT NULL,
  tag_folded TEXT NOT NULL,
  PRIMARY KEY (contact_id, tag_folded)
);
CREATE INDEX contact_tags_tag ON contact_tags (tag_folded);

CREATE TABLE suppressions (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  email_digest TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  door TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

INSERT INTO stakeholder_groups (public_id, code, name, position) VALUES
  ('d6gr34yn5fp3m834', 'city-officials', '{"en":"City officials","fr":"Responsables municipaux","zh":"城市官员"}', 1),
  ('hh494nh3yp59rrp3', 'local-industry', '{"en":"Local industry","fr":"Industrie locale","zh":"本地产业"}', 2),
  ('ppg393nz6ch6n5pc', 'planners', '{"en":"Planners","fr":"Urbanistes","zh":"规划师"}', 3),
  ('nys75ppr8f5nt4p3', 'architects', '{"en":"Architects","fr":"Architectes","zh":"建筑师"}', 4),
  ('q8ksnhwdjpjfc9x7', 'academics', '{"en":"Academics","fr":"Universitaires","zh":"学者"}', 5),
  ('tw94pcmkdvjcq45m', 'chambers', '{"en":"Chambers of commerce","fr":"Chambres de commerce","zh":"商会"}', 6),
  ('h7wd6kh3s4wnpxyd', 'companies', '{"en":"Companies","fr":"Entreprises","zh":"企业"}', 7),
  ('dtfqkpxj4y4bkts4', 'media', '{"en":"Media","fr":"Médias","zh":"媒体"}', 8),
  ('3vtcrpsyjctgsf2j', 'young-experts', '{"en":"Young experts","fr":"Jeunes experts","zh":"青年专家"}', 9);
