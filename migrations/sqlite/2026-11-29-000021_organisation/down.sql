DROP TABLE stations;
DROP TABLE node_members;
DROP TABLE division_successors;
DROP TABLE org_changes;
ALTER TABLE org_units DROP COLUMN has_absorbed;
ALTER TABLE org_units DROP COLUMN successor_id;
ALTER TABLE org_units DROP COLUMN closed_at;
