-- What: a second, keyed hash of each event (empty where the installation has no key), and the day an
-- installation loaded a pack entry (empty for one that is only kept because it once scored).
-- Why: who can write the database can recompute the open chain, but not one whose key lies elsewhere.
-- How long: a constant default in each row; no rewrite on either engine.
ALTER TABLE event ADD COLUMN mac TEXT NOT NULL DEFAULT '';
ALTER TABLE pack_entry ADD COLUMN loaded_at INTEGER;
