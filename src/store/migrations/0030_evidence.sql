-- What: files that prove something, by the SHA-256 of their bytes, and what each proves.
-- Why: one file may prove several things without a copy; the bytes lie in the blob folder.
-- How long: new tables, no time.
CREATE TABLE evidence (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sensitivity TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, sha256)
) {strict};
CREATE INDEX evidence_by_person ON evidence (unit_id, added_by, added_at);

CREATE TABLE evidence_link (
  unit_id INTEGER NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  evidence_id INTEGER NOT NULL,
  linked_by INTEGER NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, subject_kind, subject_id, evidence_id),
  FOREIGN KEY (unit_id, evidence_id) REFERENCES evidence (unit_id, id)
) {strict};
CREATE INDEX evidence_link_by_evidence ON evidence_link (unit_id, evidence_id);
