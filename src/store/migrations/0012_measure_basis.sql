-- What: by which definition each measure was last counted in all units.
-- Why: after a release or a pack changes a measure, its tallies are recounted, and until then a
-- difference is called by its name instead of tampering.
-- How long: new table, no time.
CREATE TABLE measure_basis (
  measure TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (measure)
) {strict};
