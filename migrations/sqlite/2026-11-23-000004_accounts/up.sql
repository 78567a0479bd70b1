CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  locale TEXT NOT NULL,
  zone TEXT NOT NULL,
  contact_id BIGINT UNIQUE REFERENCES contacts (id),
  created_at BIGINT NOT NULL,
  disabled_at BIGINT
);

CREATE TABLE grants (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL,
  programme_id BIGINT REFERENCES programmes (id),
  city_id BIGINT REFERENCES cities (id),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX grants_once ON grants (account_id, role, COALESCE(programme_id, 0), COALESCE(city_id, 0));

CREATE INDEX grants_programme ON grants (programme_id);
CREATE INDEX grants_city ON grants (city_id);

CREATE TABLE sign_ins (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  secret_digest TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  network_digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX sign_ins_account ON sign_ins (account_id);

CREATE TABLE account_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  purpose TEXT NOT NULL,
  nonce TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX account_links_account ON account_links (account_id);

CREATE TABLE setup_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  secret_digest TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE sign_in_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_subject ON sign_in_attempts (subject, at);

CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  secret_digest TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  seen_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX api_tokens_account ON api_tokens (account_id);

CREATE TABLE submissions (
  form_key TEXT PRIMARY KEY NOT NULL,
  at BIGINT NOT NULL,
  location TEXT NOT NULL
);
CREATE INDEX submissions_at ON submissions (at);
