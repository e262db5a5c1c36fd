-- What: plans as adopted, their tasks with the run that is going on, runs that are over, duties, cited
-- documents, and which criteria a task protects.
-- Why: a task names bodies, not persons; its document stays verbatim; a task that recurs has one row and
-- one run at a time, and what became of earlier runs is kept.
-- How long: new tables, no time. A commune has some 10 plans and 300 tasks a year.
CREATE TABLE plan (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number TEXT NOT NULL,
  type TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  plan_year INTEGER NOT NULL,
  state TEXT NOT NULL,
  adopted_at INTEGER NOT NULL,
  adopted_by INTEGER NOT NULL,
  recipients TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, number, issued_on)
) {strict};
CREATE INDEX plan_by_date ON plan (unit_id, issued_on);

CREATE TABLE plan_group (
  unit_id INTEGER NOT NULL,
  plan_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  roman TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (unit_id, plan_id, position),
  FOREIGN KEY (unit_id, plan_id) REFERENCES plan (unit_id, id)
) {strict};

-- start_on, end_on, due_on, progress, closed_*: the run that is going on. end_on closes its window, due_on is
-- what makes it overdue (empty for work without a date). closes_*: it closes itself when the measure says so.
CREATE TABLE task (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  plan_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  group_code TEXT NOT NULL,
  stt TEXT NOT NULL,
  content TEXT NOT NULL,
  solution TEXT NOT NULL,
  product TEXT NOT NULL,
  note TEXT NOT NULL,
  lead_text TEXT NOT NULL,
  lead_body TEXT NOT NULL,
  outside INTEGER NOT NULL,
  coordinating_text TEXT NOT NULL,
  coordinating_bodies TEXT NOT NULL,
  deadline_text TEXT NOT NULL,
  deadline_kind TEXT NOT NULL,
  recurrence TEXT NOT NULL,
  source_line INTEGER NOT NULL,
  targets TEXT NOT NULL,
  closes_by TEXT NOT NULL,
  start_on TEXT NOT NULL,
  end_on TEXT,
  due_on TEXT,
  state TEXT NOT NULL,
  progress INTEGER NOT NULL,
  closed_at INTEGER,
  closed_on_time INTEGER,
  closed_by_measure INTEGER NOT NULL,
  assignee INTEGER,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, plan_id) REFERENCES plan (unit_id, id)
) {strict};
CREATE INDEX task_by_plan ON task (unit_id, plan_id, position);
CREATE INDEX task_by_end ON task (unit_id, recurrence, end_on);

-- Runs of recurring tasks that are over.
CREATE TABLE task_run (
  unit_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  start_on TEXT NOT NULL,
  end_on TEXT NOT NULL,
  due_on TEXT,
  outcome TEXT NOT NULL,
  progress INTEGER NOT NULL,
  closed_at INTEGER,
  PRIMARY KEY (unit_id, task_id, start_on),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id)
) {strict};

CREATE TABLE task_criterion (
  unit_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  set_id TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (unit_id, task_id, set_id, code),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id)
) {strict};
CREATE INDEX task_criterion_by_set ON task_criterion (unit_id, set_id, code);

CREATE TABLE duty (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  plan_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  section TEXT NOT NULL,
  text TEXT NOT NULL,
  owner_text TEXT NOT NULL,
  owner_body TEXT NOT NULL,
  state TEXT NOT NULL,
  source_line INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, plan_id) REFERENCES plan (unit_id, id)
) {strict};
CREATE INDEX duty_by_plan ON duty (unit_id, plan_id, position);

CREATE TABLE plan_document (
  unit_id INTEGER NOT NULL,
  plan_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  issued_on TEXT,
  issuer TEXT NOT NULL,
  about TEXT NOT NULL,
  PRIMARY KEY (unit_id, plan_id, position),
  FOREIGN KEY (unit_id, plan_id) REFERENCES plan (unit_id, id)
) {strict};
