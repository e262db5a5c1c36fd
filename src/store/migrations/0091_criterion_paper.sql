-- Papers of a criterion that somebody handed in files for: one the set wants, in its words, or another ('').
-- Files are linked to the row as to any other thing. Some hundred rows a unit and year.
CREATE TABLE criterion_paper (
  unit_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  wanted TEXT NOT NULL,
  PRIMARY KEY (unit_id, id)
) {strict};
CREATE UNIQUE INDEX criterion_paper_by_code ON criterion_paper (unit_id, year, code, wanted);
