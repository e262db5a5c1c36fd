-- What: units with dated lineage; bodies, people and their seats; accounts, sessions, one-time links.
-- Why: who may act for which unit on which day, and who held a role when; nothing is re-keyed when
-- units merge or split.
-- How long: new tables, no time.
-- installation: unit, unit_lineage, account, session, sign_in_link, known_device, sign_in_failure
CREATE TABLE unit (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  level TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  parent_id INTEGER,
  UNIQUE (code, valid_from)
) {strict};

-- A predecessor may go into several successors, and a successor takes from several predecessors. The
-- share is empty where the act does not say how much.
CREATE TABLE unit_lineage (
  predecessor_id INTEGER NOT NULL REFERENCES unit (id),
  successor_id INTEGER NOT NULL REFERENCES unit (id),
  effective_on TEXT NOT NULL,
  share_numerator INTEGER,
  share_denominator INTEGER,
  act TEXT NOT NULL,
  PRIMARY KEY (predecessor_id, successor_id, effective_on)
) {strict};
CREATE INDEX unit_lineage_by_successor ON unit_lineage (successor_id, effective_on);

CREATE TABLE body (
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  outside INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (unit_id, code)
) {strict};

CREATE TABLE person (
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_sort {blob} NOT NULL,
  name_folded TEXT NOT NULL,
  position TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  left_on TEXT,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX person_by_name ON person (unit_id, name_sort);

CREATE TABLE seat (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  body TEXT NOT NULL,
  role TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, person_id) REFERENCES person (unit_id, id),
  FOREIGN KEY (unit_id, body) REFERENCES body (unit_id, code)
) {strict};
CREATE INDEX seat_by_body ON seat (unit_id, body, from_on);
CREATE INDEX seat_by_person ON seat (unit_id, person_id, from_on);

CREATE TABLE account (
  id INTEGER NOT NULL PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  unit_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT,
  state TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  password_set_at INTEGER
) {strict};
CREATE INDEX account_by_person ON account (unit_id, person_id);

-- Only the BLAKE2b-256 of a token is kept: who reads this table can sign in as nobody.
CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  unit_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  method TEXT NOT NULL,
  may_set_password INTEGER NOT NULL
) {strict};
CREATE INDEX session_by_account ON session (account_id, started_at);
CREATE INDEX session_by_end ON session (ends_at);

CREATE TABLE sign_in_link (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  unit_id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  used_at INTEGER
) {strict};
CREATE INDEX sign_in_link_by_account ON sign_in_link (account_id);

CREATE TABLE known_device (
  account_id INTEGER NOT NULL REFERENCES account (id),
  device_hash TEXT NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, device_hash)
) {clustered};

CREATE TABLE sign_in_failure (
  attempt_key TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) {clustered};
CREATE INDEX sign_in_failure_by_age ON sign_in_failure (last_at);
