DROP TABLE adjunct_members;
DROP TABLE commitments;
DROP TABLE pairing_items;
DROP TABLE import_rows;
DROP TABLE import_jobs;
DROP TABLE unit_members;
DROP TABLE unit_liaisons;
DROP TABLE check_in_events;
DROP TABLE unit_details;
CREATE TABLE old_pairings (
    unit_id      BLOB NOT NULL REFERENCES units (id),
    community_id BLOB NOT NULL REFERENCES org_units (id),
    valid_from   DATE NOT NULL,
    valid_to     DATE,
    PRIMARY KEY (unit_id, community_id, valid_from)
);
INSERT INTO old_pairings (unit_id, community_id, valid_from, valid_to)
SELECT unit_id, community_id, valid_from, MAX(valid_to) FROM pairings GROUP BY unit_id, community_id, valid_from;
DROP TABLE pairings;
ALTER TABLE old_pairings RENAME TO pairings;
ALTER TABLE units DROP COLUMN is_confirmed;
ALTER TABLE units DROP COLUMN liaison_phone;
ALTER TABLE units DROP COLUMN liaison_name;
ALTER TABLE units DROP COLUMN headcount;
ALTER TABLE units DROP COLUMN functions;
ALTER TABLE units DROP COLUMN system;
