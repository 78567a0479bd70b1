CREATE TABLE request_keys (
  key_digest TEXT PRIMARY KEY NOT NULL,
  request_digest TEXT NOT NULL,
  at BIGINT NOT NULL,
  status INTEGER,
  location TEXT,
  etag TEXT,
  body TEXT
);
CREATE INDEX request_keys_at ON request_keys (at);
