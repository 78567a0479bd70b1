CREATE TABLE programmes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  template TEXT NOT NULL,
  zone TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  release_rule TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE cities (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  hue TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX cities_programme_slug ON cities (programme_id, slug);

CREATE TABLE steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  city_id BIGINT NOT NULL REFERENCES cities (id),
  kind TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  owner_id BIGINT REFERENCES contacts (id),
  gates TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX steps_city_ordinal ON steps (city_id, ordinal);
CREATE INDEX steps_programme ON steps (programme_id);
CREATE INDEX steps_owner ON steps (owner_id);

CREATE TABLE deliverables (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  city_id BIGINT REFERENCES cities (id),
  step_id BIGINT REFERENCES steps (id),
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  due_on TEXT,
  owner_id BIGINT REFERENCES contacts (id),
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX deliverables_programme ON deliverables (programme_id, due_on);
CREATE INDEX deliverables_city ON deliverables (city_id);
CREATE INDEX deliverables_step ON deliverables (step_id);
CREATE INDEX deliverables_owner ON deliverables (owner_id);
