-- What: deadlines that pass, work due later, messages going out, notices to people.
-- Why: time acts like anybody else: by a command, once, in the same transaction as its cause.
-- How long: new tables, no time.
-- installation: deadline, job, outbox
-- The scheduler asks for what is due in every unit at once, so these three are the installation's; they
-- hold codes and ids, no personal data.
CREATE TABLE deadline (
  unit_id INTEGER NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  facts TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  settled_at INTEGER,
  PRIMARY KEY (unit_id, subject_kind, subject_id, kind, due_at)
) {strict};
CREATE INDEX deadline_by_due ON deadline (state, due_at);

CREATE TABLE job (
  id INTEGER NOT NULL PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  job_key TEXT UNIQUE,
  payload TEXT NOT NULL,
  recurrence TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  lease_by TEXT,
  lease_until INTEGER,
  failure TEXT NOT NULL,
  made_at INTEGER NOT NULL
) {strict};
CREATE INDEX job_by_due ON job (state, due_at);

CREATE TABLE outbox (
  id INTEGER NOT NULL PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  channel TEXT NOT NULL,
  text_key TEXT NOT NULL,
  arguments TEXT NOT NULL,
  href TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  lease_by TEXT,
  lease_until INTEGER,
  failure TEXT NOT NULL,
  made_at INTEGER NOT NULL
) {strict};
CREATE INDEX outbox_by_due ON outbox (state, due_at);

CREATE TABLE notice (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  notice_key TEXT,
  text_key TEXT NOT NULL,
  arguments TEXT NOT NULL,
  href TEXT NOT NULL,
  at INTEGER NOT NULL,
  read_at INTEGER,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, person_id, notice_key)
) {strict};
CREATE INDEX notice_by_person ON notice (unit_id, person_id, at);
