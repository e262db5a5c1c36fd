-- The index room: which criteria set scores a unit in a year, the facts people attest, last year's
-- official result, who owns a criterion, and the measuring periods. Small tables: a few thousand rows
-- a unit and year; nothing to wait for.
CREATE TABLE unit_criteria_set (
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  assigned_at INTEGER NOT NULL,
  id INTEGER NOT NULL,
  set_id TEXT NOT NULL,
  set_hash TEXT NOT NULL,
  assigned_by INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX unit_criteria_set_by_year ON unit_criteria_set (unit_id, year, assigned_at);

-- One row per entry; a correction is a further row that names the one it corrects.
CREATE TABLE fact_entry (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  measure TEXT NOT NULL,
  year INTEGER NOT NULL,
  value INTEGER NOT NULL,
  value_text TEXT NOT NULL,
  as_of TEXT NOT NULL,
  note TEXT NOT NULL,
  origin TEXT NOT NULL,
  entered_by INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  corrects INTEGER,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX fact_entry_by_measure ON fact_entry (unit_id, measure, as_of);

CREATE TABLE baseline (
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  points INTEGER NOT NULL,
  max_points INTEGER NOT NULL,
  rank INTEGER,
  rank_of INTEGER,
  decision TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, year)
) {strict};

CREATE TABLE baseline_criterion (
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  points INTEGER NOT NULL,
  PRIMARY KEY (unit_id, year, code)
) {strict};

CREATE TABLE criterion_owner (
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  body TEXT NOT NULL,
  person_id INTEGER,
  PRIMARY KEY (unit_id, year, code)
) {strict};

-- A year may end before 31/12; a closed one takes no facts until it is opened again with a reason.
CREATE TABLE measuring_period (
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  start_on TEXT NOT NULL,
  end_on TEXT NOT NULL,
  closed_at INTEGER,
  closed_by INTEGER,
  PRIMARY KEY (unit_id, year)
) {strict};
