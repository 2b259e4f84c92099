-- Rules of dispatching as data; what a team says against an offer; offers that a rule made, or that a secretary named.

CREATE TABLE dispatch_rules (
    id         BLOB NOT NULL PRIMARY KEY,
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    area       TEXT NOT NULL, -- path of node_id
    name       TEXT NOT NULL,
    position   INTEGER NOT NULL,    -- among the rules of the node; equal ones by id
    is_enabled BOOLEAN NOT NULL,
    stops      BOOLEAN NOT NULL,    -- when it matches, no later rule is tried
    conditions TEXT NOT NULL,
    effects    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES persons (id),
    created_at BIGINT NOT NULL,
    updated_by BLOB NOT NULL REFERENCES persons (id),
    updated_at BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX ix_dispatch_rules_area ON dispatch_rules (area, position, id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX uq_dispatch_rules_node_id_name ON dispatch_rules (node_id, name) WHERE ended_at IS NULL;

ALTER TABLE dispatches ADD COLUMN is_named BOOLEAN NOT NULL DEFAULT FALSE;   -- cannot be declined, does not run out
ALTER TABLE dispatches ADD COLUMN is_neutral BOOLEAN NOT NULL DEFAULT FALSE; -- declined, and counts neither for nor against
ALTER TABLE dispatches ADD COLUMN rule_id BLOB;                             -- offered by this rule; without a reference, which SQLite could not take back
ALTER TABLE dispatches ADD COLUMN objection_reason TEXT CHECK (objection_reason IN ('outside_duty','wrong_team','wrong_facts','unsafe','other'));
ALTER TABLE dispatches ADD COLUMN objection_text TEXT;
ALTER TABLE dispatches ADD COLUMN objection_state TEXT CHECK (objection_state IN ('open','upheld','denied','moot'));
ALTER TABLE dispatches ADD COLUMN objected_by BLOB;
ALTER TABLE dispatches ADD COLUMN objected_at BIGINT;
ALTER TABLE dispatches ADD COLUMN review TEXT;
ALTER TABLE dispatches ADD COLUMN reviewed_at BIGINT;
