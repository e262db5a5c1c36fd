-- What: reminders of tasks, weekly urging lists, requests for an extension.
-- Why: who was told what and when is a record, and a step of a run is told once, however often the clock asks.
-- How long: new tables, no time. A commune has some 2,000 reminders and 52 lists a year.

-- One row a step of a run; a run whose due day was moved is reminded anew. sent = 0: a later step spoke for it.
CREATE TABLE task_reminder (
  unit_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  start_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  step TEXT NOT NULL,
  at INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  people TEXT NOT NULL,
  PRIMARY KEY (unit_id, task_id, start_on, due_on, step),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id)
) {strict};
CREATE INDEX task_reminder_by_time ON task_reminder (unit_id, at);

CREATE TABLE follow_up_week (
  unit_id INTEGER NOT NULL,
  week_on TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, week_on)
) {strict};

-- A task as it stood when the list of its week was made.
CREATE TABLE follow_up_line (
  unit_id INTEGER NOT NULL,
  week_on TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  body TEXT NOT NULL,
  standing TEXT NOT NULL,
  due_on TEXT,
  overdue_days INTEGER NOT NULL,
  progress INTEGER NOT NULL,
  points INTEGER NOT NULL,
  PRIMARY KEY (unit_id, week_on, task_id),
  FOREIGN KEY (unit_id, week_on) REFERENCES follow_up_week (unit_id, week_on),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id)
) {strict};

-- state: waiting, approved, refused. A run waits for one answer at a time.
CREATE TABLE task_extension (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  start_on TEXT NOT NULL,
  due_before TEXT NOT NULL,
  due_wanted TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by INTEGER,
  decided_at INTEGER,
  answer TEXT NOT NULL,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id)
) {strict};
CREATE INDEX task_extension_by_task ON task_extension (unit_id, task_id, state);
CREATE INDEX task_extension_by_state ON task_extension (unit_id, state, asked_at);
