-- What an event's participants are asked before it and after it: one questionnaire for each phase.
CREATE TABLE consultations (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT NOT NULL REFERENCES events (id),
  phase TEXT NOT NULL,
  state TEXT NOT NULL,
  intro TEXT NOT NULL,
  opens_local TEXT,
  closes_local TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX consultations_public ON consultations (public_id);
CREATE UNIQUE INDEX consultations_phase ON consultations (event_id, phase);
CREATE INDEX consultations_programme ON consultations (programme_id);

-- The code is the same where the same question is asked in both phases.
CREATE TABLE consultation_questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  code TEXT NOT NULL,
  revision BIGINT NOT NULL,
  position INTEGER NOT NULL,
  need TEXT NOT NULL,
  wording TEXT NOT NULL,
  shape TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE UNIQUE INDEX consultation_questions_public ON consultation_questions (public_id);
CREATE INDEX consultation_questions_of ON consultation_questions (consultation_id, position);

-- Earlier wordings of questions that had been answered.
CREATE TABLE consultation_wordings (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  question_id BIGINT NOT NULL REFERENCES consultation_questions (id),
  revision BIGINT NOT NULL,
  wording TEXT NOT NULL,
  shape TEXT NOT NULL,
  replaced_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX consultation_wordings_revision ON consultation_wordings (question_id, revision);

CREATE TABLE consultation_people (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  seat_id BIGINT NOT NULL REFERENCES seats (id),
  contact_id BIGINT NOT NULL REFERENCES contacts (id),
  nonce TEXT NOT NULL,
  address_id BIGINT REFERENCES addresses (id),
  asked_at BIGINT,
  reminded_at BIGINT,
  saved_at BIGINT,
  sent_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX consultation_people_public ON consultation_people (public_id);
CREATE UNIQUE INDEX consultation_people_contact ON consultation_people (consultation_id, contact_id);
CREATE INDEX consultation_people_of_contact ON consultation_people (contact_id);
CREATE INDEX consultation_people_seat ON consultation_people (seat_id);
CREATE INDEX consultation_people_address ON consultation_people (address_id);

-- Answers are only ever added; the one that is not replaced counts.
CREATE TABLE consultation_answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES consultation_people (id),
  question_id BIGINT NOT NULL REFERENCES consultation_questions (id),
  revision BIGINT NOT NULL,
  value TEXT NOT NULL,
  at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE INDEX consultation_answers_question ON consultation_answers (question_id);
CREATE UNIQUE INDEX consultation_answers_latest ON consultation_answers (person_id, question_id) WHERE replaced_at IS NULL;

-- What was agreed to of quoting, in the words it was read in.
CREATE TABLE consultation_consents (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES consultation_people (id),
  quoting TEXT NOT NULL,
  words TEXT NOT NULL,
  locale TEXT NOT NULL,
  at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE UNIQUE INDEX consultation_consents_latest ON consultation_consents (person_id) WHERE replaced_at IS NULL;

CREATE TABLE consultation_passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  person_id BIGINT NOT NULL REFERENCES consultation_people (id),
  question_id BIGINT NOT NULL REFERENCES consultation_questions (id),
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  set_aside_at BIGINT,
  gone_at BIGINT
);
CREATE UNIQUE INDEX consultation_passages_public ON consultation_passages (public_id);
CREATE INDEX consultation_passages_of ON consultation_passages (person_id, question_id);
CREATE INDEX consultation_passages_question ON consultation_passages (question_id);

-- Of one event, or of the whole programme.
CREATE TABLE consultation_themes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  event_id BIGINT REFERENCES events (id),
  name TEXT NOT NULL,
  hue TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE UNIQUE INDEX consultation_themes_public ON consultation_themes (public_id);
CREATE INDEX consultation_themes_programme ON consultation_themes (programme_id);
CREATE INDEX consultation_themes_event ON consultation_themes (event_id);

CREATE TABLE consultation_sortings (
  passage_id BIGINT NOT NULL REFERENCES consultation_passages (id),
  theme_id BIGINT NOT NULL REFERENCES consultation_themes (id),
  PRIMARY KEY (passage_id, theme_id)
);
CREATE INDEX consultation_sortings_theme ON consultation_sortings (theme_id);

-- Acts of sorting, so that each can be undone.
CREATE TABLE consultation_sorts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  public_id TEXT NOT NULL,
  consultation_id BIGINT NOT NULL REFERENCES consultations (id),
  account_id BIGINT REFERENCES accounts (id),
  theme_id BIGINT REFERENCES consultation_themes (id),
  verb TEXT NOT NULL,
  passages TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE UNIQUE INDEX consultation_sorts_public ON consultation_sorts (public_id);
CREATE INDEX consultation_sorts_of ON consultation_sorts (consultation_id);
CREATE INDEX consultation_sorts_account ON consultation_sorts (account_id);
CREATE INDEX consultation_sorts_theme ON consultation_sorts (theme_id);
