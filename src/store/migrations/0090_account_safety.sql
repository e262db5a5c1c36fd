-- What: second factors with their recovery codes, proposals that a second person confirms, settings of a unit, and
-- what a session knows of its browser and of its last proof.
-- Why: a stolen password of a chair or an administrator must not be enough, nor must one person's word be for giving
-- such a role.
-- How long: new tables and columns with defaults, no time.

-- One of an account. The secret is sealed with the key that lies outside the database; a step of the clock signs in once.
CREATE TABLE second_factor (
  unit_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  sealed_secret {blob} NOT NULL,
  made_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL,
  PRIMARY KEY (unit_id, account_id)
) {strict};

-- Only the BLAKE2b-256 of a code is kept.
CREATE TABLE recovery_code (
  unit_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (unit_id, account_id, code_hash)
) {strict};

-- kind: role, link, second_factor. state: waiting, confirmed, refused.
CREATE TABLE account_proposal (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  role TEXT,
  state TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by INTEGER,
  decided_at INTEGER,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE INDEX account_proposal_by_state ON account_proposal (unit_id, state, asked_at);

CREATE TABLE unit_setting (
  unit_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (unit_id, name)
) {strict};

-- proved_at: when its person last gave a password or a code. address is a network (/24, /48), never a whole address.
ALTER TABLE session ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
