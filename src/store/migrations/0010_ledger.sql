-- The ledger: one head a unit, its chained events, their erasable payloads, and the tallies that count
-- them. Events grow without end (some 30,000 a commune and year); nothing here is ever rewritten but
-- heads, tallies and erased payloads.
-- append_only: event
CREATE TABLE unit_head (
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (unit_id)
) {strict};

CREATE TABLE event (
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  effective_at INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  facts TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (unit_id, seq)
) {strict};
CREATE INDEX event_by_subject ON event (unit_id, subject_kind, subject_id, seq);
CREATE INDEX event_by_kind ON event (unit_id, kind, effective_at);

-- Before and after, for the audit screen; a body erased by law leaves its hash in the chain.
CREATE TABLE event_payload (
  unit_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (unit_id, seq)
) {strict};

-- grain: day, month, year; ordinal: effective time of the newest event in the row (milliseconds).
CREATE TABLE tally (
  unit_id INTEGER NOT NULL,
  measure TEXT NOT NULL,
  grain TEXT NOT NULL,
  start_on TEXT NOT NULL,
  slice TEXT NOT NULL,
  value INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (unit_id, measure, grain, start_on, slice)
) {clustered};

-- Pack entries that ever scored or timed anything, by the hash of their text. Kept for ever.
CREATE TABLE pack_entry (
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  PRIMARY KEY (hash)
) {strict};
