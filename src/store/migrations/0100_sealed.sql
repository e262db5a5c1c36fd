-- What: sealed columns beside those that held names, sign-in names, file names, notes and payloads of events
-- in clear; which key seals them. The program fills them row by row right after this migration and empties the clear
-- ones (store/sealing.cpp); account.username becomes the blind index of the name. Kept answers of repeated requests are
-- forgotten: they live three days.
-- Why: a copy of the database must give no person away.
-- How long: the columns at once; sealing takes some 20 microseconds a row, 30,000 events a commune and year.
-- installation: sealing
CREATE TABLE sealing (
  id INTEGER NOT NULL PRIMARY KEY,
  mark TEXT NOT NULL,
  state TEXT NOT NULL
) {strict};

ALTER TABLE person ADD COLUMN name_sealed {blob};
ALTER TABLE account ADD COLUMN username_sealed {blob};
ALTER TABLE event_payload ADD COLUMN body_sealed {blob};
ALTER TABLE idempotency ADD COLUMN answer_sealed {blob};
ALTER TABLE notice ADD COLUMN arguments_sealed {blob};
ALTER TABLE outbox ADD COLUMN arguments_sealed {blob};
ALTER TABLE evidence ADD COLUMN name_sealed {blob};
ALTER TABLE import_batch ADD COLUMN file_name_sealed {blob};
ALTER TABLE fact_entry ADD COLUMN note_sealed {blob};
ALTER TABLE task_extension ADD COLUMN reason_sealed {blob};
ALTER TABLE task_extension ADD COLUMN answer_sealed {blob};
ALTER TABLE evidence_request ADD COLUMN answer_sealed {blob};
ALTER TABLE plan_closing ADD COLUMN note_sealed {blob};
ALTER TABLE measuring_period ADD COLUMN reason_sealed {blob};
DROP INDEX person_by_name;
