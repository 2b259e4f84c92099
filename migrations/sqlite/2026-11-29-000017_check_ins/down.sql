DROP TABLE check_ins;
ALTER TABLE whistle_responders DROP COLUMN on_site;
CREATE TABLE new_role_grants (
    id         BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    role       TEXT NOT NULL CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin','grid_worker','caller','department')),
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    granted_at BIGINT NOT NULL,
    ended_at   BIGINT
);
INSERT INTO new_role_grants (id, person_id, role, node_id, granted_at, ended_at)
SELECT id, person_id, role, node_id, granted_at, ended_at FROM role_grants WHERE role <> 'unit_liaison';
DROP TABLE role_grants;
ALTER TABLE new_role_grants RENAME TO role_grants;
CREATE INDEX ix_role_grants_person ON role_grants (person_id);
CREATE UNIQUE INDEX uq_role_grants_active ON role_grants (person_id, role, node_id) WHERE ended_at IS NULL;
