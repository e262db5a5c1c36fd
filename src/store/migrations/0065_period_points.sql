-- What a year's score was when its period was closed, so that a later difference can be shown; and why it was
-- closed or opened again.
ALTER TABLE measuring_period ADD COLUMN closed_points INTEGER;
ALTER TABLE measuring_period ADD COLUMN reason TEXT;
