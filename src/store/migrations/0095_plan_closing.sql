-- What: plans that were closed with a report, and the tasks that go on in another plan.
-- Why: a closed plan stays as it was reported; what was not finished is followed in the plan of the next year.
-- How long: new tables, no time.
CREATE TABLE plan_closing (
  unit_id INTEGER NOT NULL,
  plan_id INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_by INTEGER NOT NULL,
  note TEXT NOT NULL,
  into_plan INTEGER,
  figures TEXT NOT NULL,
  PRIMARY KEY (unit_id, plan_id),
  FOREIGN KEY (unit_id, plan_id) REFERENCES plan (unit_id, id)
) {strict};

-- The task keeps its own plan; its work is followed in this one from now on.
CREATE TABLE task_carry (
  unit_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  into_plan INTEGER NOT NULL,
  carried_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, task_id),
  FOREIGN KEY (unit_id, task_id) REFERENCES task (unit_id, id),
  FOREIGN KEY (unit_id, into_plan) REFERENCES plan (unit_id, id)
) {strict};
CREATE INDEX task_carry_by_plan ON task_carry (unit_id, into_plan);
