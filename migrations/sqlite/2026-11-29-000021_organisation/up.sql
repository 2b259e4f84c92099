-- The tree can be edited: nodes that are no more, what was done to each, who holds office there, stations; successors of divisions.

ALTER TABLE org_units ADD COLUMN closed_at BIGINT;
ALTER TABLE org_units ADD COLUMN successor_id BLOB REFERENCES org_units (id);
-- Others were merged into it: they lie below it in the tree, beside its own branches.
ALTER TABLE org_units ADD COLUMN has_absorbed BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE org_changes (
    id       BLOB NOT NULL PRIMARY KEY,
    node_id  BLOB NOT NULL REFERENCES org_units (id),
    action   TEXT NOT NULL CHECK (action IN ('create','change','move','merge','split','close','appoint')),
    at       BIGINT NOT NULL,
    by_id    BLOB NOT NULL REFERENCES persons (id),
    reason   TEXT NOT NULL,
    before   TEXT NOT NULL, -- name, path, division
    after    TEXT NOT NULL,
    other_id BLOB REFERENCES org_units (id)
);
CREATE INDEX ix_org_changes_node ON org_changes (node_id, at, id);
CREATE INDEX ix_org_changes_at ON org_changes (at);

CREATE TABLE division_successors (
    code           TEXT NOT NULL REFERENCES divisions (code),
    successor_code TEXT NOT NULL REFERENCES divisions (code),
    PRIMARY KEY (code, successor_code)
);

CREATE TABLE node_members (
    id         BLOB NOT NULL PRIMARY KEY,
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    office     TEXT NOT NULL CHECK (office IN ('secretary','deputy','member')),
    name       TEXT NOT NULL,
    duty       TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to   DATE -- last day in office
);
CREATE INDEX ix_node_members_node ON node_members (node_id, office, valid_from);
CREATE UNIQUE INDEX uq_node_members_secretary ON node_members (node_id) WHERE office = 'secretary' AND valid_to IS NULL;

CREATE TABLE stations (
    id         BLOB NOT NULL PRIMARY KEY,
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    area       TEXT NOT NULL, -- path of node_id
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    telephone  TEXT NOT NULL,
    hours      TEXT NOT NULL,
    closed_at  BIGINT,
    version    INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX ix_stations_area ON stations (area, id);
