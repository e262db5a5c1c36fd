-- What: records of every type (dossiers, later feedback, complaints …) and the counters of their registers.
-- Why: a record keeps the rules it was received under; what statements ask for is a column, the rest is one text.
-- How long: new tables, no time. A commune has some 2,000 to 10,000 dossiers a year.
CREATE TABLE record (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  type TEXT NOT NULL,
  type_hash TEXT NOT NULL,
  code TEXT NOT NULL,
  number TEXT NOT NULL,
  lookup TEXT,
  procedure TEXT NOT NULL,
  procedure_hash TEXT NOT NULL,
  field TEXT NOT NULL,
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  body TEXT NOT NULL,
  person_id INTEGER,
  received_at INTEGER NOT NULL,
  -- the last millisecond in time of the main clock while it runs, else the end of time
  due_at INTEGER NOT NULL,
  wake_at INTEGER,
  calendar TEXT NOT NULL,
  resolved_at INTEGER,
  closed_at INTEGER,
  outcome TEXT NOT NULL,
  content_sealed {blob} NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE UNIQUE INDEX record_by_code ON record (unit_id, code);
CREATE UNIQUE INDEX record_by_lookup ON record (unit_id, lookup);
-- holds the state too, so that the desk's counts are read from it alone
CREATE INDEX record_open_by_due ON record (unit_id, type, is_open, due_at, id, state);
CREATE INDEX record_by_state ON record (unit_id, type, state, due_at, id);
CREATE INDEX record_by_received ON record (unit_id, type, received_at, id);
CREATE INDEX record_by_closed ON record (unit_id, type, closed_at);
CREATE INDEX record_to_wake ON record (unit_id, wake_at);

CREATE TABLE register_counter (
  unit_id INTEGER NOT NULL,
  register TEXT NOT NULL,
  period TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (unit_id, register, period)
) {strict};
