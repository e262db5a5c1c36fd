-- What: answers kept under the idempotency key of their request.
-- Why: a creating request that is sent twice acts once, and gets the same answer both times.
-- How long: new table, no time.
CREATE TABLE idempotency (
  unit_id INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, actor, route, key)
) {strict};
CREATE INDEX idempotency_by_age ON idempotency (unit_id, at);
