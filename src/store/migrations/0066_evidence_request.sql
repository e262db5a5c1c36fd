-- Requests for evidence of a criterion: the standing body of the reform asks a body, which hands files in or explains
-- why there are none. A few hundred rows a unit and year.
CREATE TABLE evidence_request (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  wanted TEXT NOT NULL,
  body TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_by INTEGER,
  answered_at INTEGER,
  answer TEXT NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX evidence_request_by_due ON evidence_request (unit_id, year, state, due_on);
