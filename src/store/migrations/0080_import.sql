-- What: imports of files as batches, the rows that each put in, and how a unit's columns are mapped.
-- Why: a batch is imported once (by the hash of its file), in steps, and taken back as one; columns are mapped once.
-- How long: new tables, no time. A commune imports some hundred files a year; the file's cells are kept only until
-- it is imported.
CREATE TABLE import_batch (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  cells {blob} NOT NULL,
  mapping TEXT NOT NULL,
  good INTEGER NOT NULL,
  bad INTEGER NOT NULL,
  same INTEGER NOT NULL,
  done INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX import_batch_by_file ON import_batch (unit_id, kind, file_hash);
CREATE INDEX import_batch_by_time ON import_batch (unit_id, made_at);

-- subject: what a row made or changed; before: what it replaced (targets).
CREATE TABLE import_row (
  unit_id INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  before TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (unit_id, batch_id, line),
  FOREIGN KEY (unit_id, batch_id) REFERENCES import_batch (unit_id, id)
) {strict};

CREATE TABLE import_mapping (
  unit_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  mapping TEXT NOT NULL,
  PRIMARY KEY (unit_id, kind)
) {strict};
