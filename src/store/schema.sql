-- schema.sql - the tables of a store, version 1. docs/store.md tells what each column holds.
--
-- SQLite and PostgreSQL get the same text but for what follows an @: @KEY is a number that the
-- database gives out. Statements end with a semicolon at the end of a line. Times are UTC,
-- YYYY-MM-DDThh:mm:ssZ; days YYYY-MM-DD; yes and no 1 and 0; positions in text code points.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- ---- what was read ----

CREATE TABLE runs (
  id @KEY,
  kind TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  who TEXT NOT NULL DEFAULT '',
  coder TEXT,
  model TEXT,
  detail TEXT,
  n_added BIGINT NOT NULL DEFAULT 0,
  n_changed BIGINT NOT NULL DEFAULT 0,
  n_known BIGINT NOT NULL DEFAULT 0,
  n_bad BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE sources (
  id @KEY,
  name TEXT NOT NULL UNIQUE,
  country TEXT,
  note TEXT,
  added TEXT NOT NULL
);

CREATE TABLE reports (
  id @KEY,
  name TEXT NOT NULL,
  address TEXT UNIQUE,
  source_id BIGINT REFERENCES sources (id),
  source TEXT,
  title TEXT,
  url TEXT,
  language TEXT,
  published TEXT,
  added TEXT NOT NULL,
  version_id BIGINT,
  record_id BIGINT,
  n_versions BIGINT NOT NULL DEFAULT 1,
  n_events BIGINT NOT NULL DEFAULT 0,
  n_tolls BIGINT NOT NULL DEFAULT 0,
  review TEXT NOT NULL DEFAULT '',
  duplicate_of BIGINT,
  joined BIGINT NOT NULL DEFAULT 0,
  uncertainty DOUBLE PRECISION NOT NULL DEFAULT 0
);
CREATE INDEX reports_published ON reports (published, id);
CREATE INDEX reports_source ON reports (source_id);
CREATE INDEX reports_version ON reports (version_id, published);
CREATE INDEX reports_joined ON reports (id) WHERE joined = 0;

CREATE TABLE versions (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  number BIGINT NOT NULL,
  content TEXT NOT NULL UNIQUE,
  title TEXT,
  captions TEXT,
  text TEXT,
  url TEXT,
  published TEXT,
  published_from TEXT,
  language TEXT,
  added TEXT NOT NULL,
  run_id BIGINT REFERENCES runs (id),
  purged TEXT
);
CREATE INDEX versions_report ON versions (report_id, number);

-- ---- what was coded ----

CREATE TABLE records (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  version_id BIGINT NOT NULL REFERENCES versions (id),
  run_id BIGINT REFERENCES runs (id),
  coder TEXT NOT NULL,
  model TEXT NOT NULL,
  coded TEXT NOT NULL,
  written TEXT,
  json TEXT
);
CREATE INDEX records_report ON records (report_id);

CREATE TABLE events (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  record_id BIGINT NOT NULL REFERENCES records (id),
  number BIGINT NOT NULL,
  code TEXT NOT NULL,
  is_current BIGINT NOT NULL DEFAULT 1,
  category TEXT NOT NULL,
  modes TEXT NOT NULL DEFAULT '',
  contexts TEXT NOT NULL DEFAULT '',
  cameo TEXT,
  quad BIGINT,
  status TEXT NOT NULL,
  sentence BIGINT,
  same_as BIGINT,
  trigger_text TEXT,
  trigger_start BIGINT,
  trigger_end BIGINT,
  lemma TEXT,
  date TEXT,
  date_first TEXT,
  date_last TEXT,
  date_text TEXT,
  date_basis TEXT,
  place TEXT,
  place_text TEXT,
  place_basis TEXT,
  country TEXT,
  admin1 TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  geonames BIGINT,
  precision TEXT,
  relation TEXT,
  claimant TEXT,
  claimant_country TEXT,
  claimant_sector TEXT,
  claim_kind TEXT,
  anonymous BIGINT NOT NULL DEFAULT 0,
  confidence DOUBLE PRECISION,
  rule TEXT,
  published TEXT,
  review TEXT NOT NULL DEFAULT ''
);
CREATE INDEX events_record ON events (record_id);
CREATE INDEX events_report ON events (report_id);
CREATE INDEX events_date ON events (date_first);
CREATE INDEX events_category ON events (category, date_first);
CREATE INDEX events_country ON events (country, date_first);

CREATE TABLE parties (
  event_id BIGINT NOT NULL REFERENCES events (id),
  role TEXT NOT NULL,
  number BIGINT NOT NULL,
  text TEXT,
  start_at BIGINT,
  end_at BIGINT,
  country TEXT,
  sector TEXT,
  name TEXT,
  label TEXT,
  wikidata TEXT
);
CREATE INDEX parties_event ON parties (event_id);

CREATE TABLE tolls (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  record_id BIGINT NOT NULL REFERENCES records (id),
  event_id BIGINT REFERENCES events (id),
  number BIGINT NOT NULL,
  code TEXT NOT NULL,
  is_current BIGINT NOT NULL DEFAULT 1,
  kind TEXT NOT NULL,
  low BIGINT NOT NULL,
  high BIGINT,
  approx BIGINT NOT NULL DEFAULT 0,
  status TEXT NOT NULL,
  side TEXT,
  sentence BIGINT,
  text TEXT,
  start_at BIGINT,
  end_at BIGINT,
  victim TEXT,
  victim_text TEXT,
  victim_country TEXT,
  victim_sector TEXT,
  claimant TEXT,
  claimant_country TEXT,
  claimant_sector TEXT,
  claim_kind TEXT,
  anonymous BIGINT NOT NULL DEFAULT 0,
  part_of BIGINT,
  replaces BIGINT,
  rule TEXT,
  review TEXT NOT NULL DEFAULT ''
);
CREATE INDEX tolls_record ON tolls (record_id);
CREATE INDEX tolls_event ON tolls (event_id);

CREATE TABLE mentions (
  report_id BIGINT NOT NULL REFERENCES reports (id),
  record_id BIGINT NOT NULL REFERENCES records (id),
  kind TEXT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  text TEXT,
  value TEXT,
  country TEXT,
  admin1 TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  precision TEXT
);
CREATE INDEX mentions_record ON mentions (record_id);

-- ---- what happened, as many reports tell it ----

CREATE TABLE incidents (
  id @KEY,
  category TEXT NOT NULL,
  modes TEXT NOT NULL DEFAULT '',
  date TEXT,
  place TEXT,
  country TEXT,
  admin1 TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  precision TEXT,
  actor TEXT,
  recipient TEXT,
  n_reports BIGINT NOT NULL DEFAULT 0,
  n_claims BIGINT NOT NULL DEFAULT 0,
  first_published TEXT,
  last_published TEXT,
  killed_low BIGINT,
  killed_best BIGINT,
  killed_high BIGINT,
  wounded_low BIGINT,
  wounded_best BIGINT,
  wounded_high BIGINT,
  attackers_low BIGINT,
  attackers_best BIGINT,
  attackers_high BIGINT,
  changed TEXT NOT NULL,
  review TEXT NOT NULL DEFAULT ''
);
CREATE INDEX incidents_date ON incidents (date);
CREATE INDEX incidents_published ON incidents (last_published);

-- Schema 2 (store.c) adds n_claimed and n_blamed.
CREATE TABLE incident_parties (
  incident_id BIGINT NOT NULL REFERENCES incidents (id),
  role TEXT NOT NULL,
  number BIGINT NOT NULL,
  country TEXT,
  sector TEXT,
  label TEXT,
  n_events BIGINT NOT NULL
);
CREATE INDEX incident_parties_incident ON incident_parties (incident_id);

-- Schema 3 (store.c) adds duplicate_of to episodes and claims.
CREATE TABLE episodes (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  record_id BIGINT NOT NULL REFERENCES records (id),
  number BIGINT NOT NULL,
  category TEXT NOT NULL,
  incident_id BIGINT REFERENCES incidents (id),
  is_current BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX episodes_report ON episodes (report_id);
CREATE INDEX episodes_incident ON episodes (incident_id);

CREATE TABLE episode_events (
  episode_id BIGINT NOT NULL REFERENCES episodes (id),
  event_id BIGINT NOT NULL REFERENCES events (id)
);
CREATE INDEX episode_events_episode ON episode_events (episode_id);
CREATE INDEX episode_events_event ON episode_events (event_id);

CREATE TABLE claims (
  id @KEY,
  incident_id BIGINT NOT NULL REFERENCES incidents (id),
  report_id BIGINT NOT NULL REFERENCES reports (id),
  toll_id BIGINT REFERENCES tolls (id),
  kind TEXT NOT NULL,
  low BIGINT NOT NULL,
  high BIGINT,
  approx BIGINT NOT NULL DEFAULT 0,
  text TEXT,
  sentence BIGINT,
  start_at BIGINT,
  end_at BIGINT,
  claimant TEXT,
  claimant_country TEXT,
  claimant_sector TEXT,
  claim_kind TEXT,
  anonymous BIGINT NOT NULL DEFAULT 0,
  source TEXT,
  published TEXT
);
CREATE INDEX claims_incident ON claims (incident_id);
CREATE INDEX claims_report ON claims (report_id);

CREATE TABLE operations (
  id @KEY,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  undoes BIGINT UNIQUE REFERENCES operations (id)
);

CREATE TABLE moves (
  id @KEY,
  operation_id BIGINT NOT NULL REFERENCES operations (id),
  episode_id BIGINT NOT NULL REFERENCES episodes (id),
  from_incident BIGINT REFERENCES incidents (id),
  to_incident BIGINT REFERENCES incidents (id)
);
CREATE INDEX moves_operation ON moves (operation_id);
CREATE INDEX moves_episode ON moves (episode_id);

-- ---- what people did ----

CREATE TABLE corrections (
  id @KEY,
  report_id BIGINT REFERENCES reports (id),
  target TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  evidence TEXT,
  evidence_start BIGINT,
  evidence_end BIGINT,
  note TEXT,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  undoes BIGINT UNIQUE REFERENCES corrections (id)
);
CREATE INDEX corrections_target ON corrections (target, target_id);
CREATE INDEX corrections_report ON corrections (report_id);

CREATE TABLE comments (
  id @KEY,
  target TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX comments_target ON comments (target, target_id);

CREATE TABLE users (
  id @KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  hash TEXT NOT NULL,
  added TEXT NOT NULL,
  disabled BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE sessions (
  id @KEY,
  token TEXT NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES users (id),
  csrf TEXT NOT NULL,
  started TEXT NOT NULL,
  expires TEXT NOT NULL
);

CREATE TABLE searches (
  id @KEY,
  name TEXT NOT NULL,
  who TEXT NOT NULL,
  query TEXT NOT NULL,
  command TEXT,
  added TEXT NOT NULL,
  last_id BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE audit (
  id @KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL DEFAULT '',
  target_id BIGINT,
  detail TEXT
);

CREATE TABLE purges (
  id @KEY,
  report_id BIGINT NOT NULL REFERENCES reports (id),
  content TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT
);
