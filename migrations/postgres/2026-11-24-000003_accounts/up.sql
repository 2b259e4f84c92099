-- Persons, how they sign in, what they may do where.

CREATE TABLE persons (
    id              UUID NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    phone           TEXT NOT NULL,
    password_hash   TEXT,               -- PHC string; NULL for those who sign in by SMS only
    home_id         UUID REFERENCES org_units (id),
    failed_attempts INTEGER NOT NULL,
    locked_until    TIMESTAMPTZ,
    version         INTEGER NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    updated_at      TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_persons_phone UNIQUE (phone)
);

CREATE TABLE memberships (
    person_id  UUID NOT NULL REFERENCES persons (id),
    unit_id    UUID NOT NULL REFERENCES units (id),
    valid_from DATE NOT NULL,
    valid_to   DATE,
    PRIMARY KEY (person_id, unit_id, valid_from)
);
CREATE INDEX ix_memberships_unit ON memberships (unit_id);

CREATE TABLE role_grants (
    id         UUID NOT NULL PRIMARY KEY,
    person_id  UUID NOT NULL REFERENCES persons (id),
    role       TEXT NOT NULL CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin')),
    node_id    UUID NOT NULL REFERENCES org_units (id),
    granted_at TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ
);
CREATE INDEX ix_role_grants_person ON role_grants (person_id);
CREATE UNIQUE INDEX uq_role_grants_active ON role_grants (person_id, role, node_id) WHERE ended_at IS NULL;

CREATE TABLE phone_codes (
    id         UUID NOT NULL PRIMARY KEY,
    phone      TEXT NOT NULL,
    code_hash  TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    attempts   INTEGER NOT NULL,
    used_at    TIMESTAMPTZ
);
CREATE INDEX ix_phone_codes_phone ON phone_codes (phone, created_at);

CREATE TABLE sessions (
    id           UUID NOT NULL PRIMARY KEY,
    person_id    UUID NOT NULL REFERENCES persons (id),
    created_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    end_reason   TEXT CHECK (end_reason IN ('signed_out','token_reused','expired'))
);
CREATE INDEX ix_sessions_person ON sessions (person_id);

-- Rotating refresh tokens; one session is one family. A token used twice ends the family.
CREATE TABLE refresh_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES sessions (id),
    created_at TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ
);
CREATE INDEX ix_refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE skills (
    code    TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE teams (
    id             UUID NOT NULL PRIMARY KEY,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('unit','community','professional','squad')),
    area_id        UUID NOT NULL REFERENCES org_units (id),
    area           TEXT COLLATE "C" NOT NULL,    -- path of area_id
    unit_id        UUID REFERENCES units (id),
    leader_id      UUID NOT NULL REFERENCES persons (id),
    skills         JSONB NOT NULL,     -- array of skill codes
    capacity       INTEGER NOT NULL CHECK (capacity >= 0),
    on_leave_until DATE,
    version        INTEGER NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    updated_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_teams_area ON teams (area);
CREATE INDEX ix_teams_leader ON teams (leader_id);

CREATE TABLE team_members (
    team_id   UUID NOT NULL REFERENCES teams (id),
    person_id UUID NOT NULL REFERENCES persons (id),
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX ix_team_members_person ON team_members (person_id);
