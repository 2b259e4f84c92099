-- Units with what they told when they checked in, the lists of their members, what was imported into those lists, and what unit and
-- community agreed on (联点共建).

ALTER TABLE units ADD COLUMN system TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN functions JSONB NOT NULL DEFAULT '[]';
ALTER TABLE units ADD COLUMN headcount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE units ADD COLUMN liaison_name TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN liaison_phone TEXT NOT NULL DEFAULT '';
-- Until a clerk has confirmed its first check-in a unit is nowhere on a list.
ALTER TABLE units ADD COLUMN is_confirmed BOOLEAN NOT NULL DEFAULT TRUE;

CREATE TABLE new_pairings (
    id           UUID NOT NULL PRIMARY KEY,
    unit_id      UUID NOT NULL REFERENCES units (id),
    community_id UUID NOT NULL REFERENCES org_units (id),
    valid_from   DATE NOT NULL,
    valid_to     DATE
);
INSERT INTO new_pairings (id, unit_id, community_id, valid_from, valid_to)
SELECT gen_random_uuid(), unit_id, community_id, valid_from, valid_to FROM pairings;
DROP TABLE pairings;
ALTER TABLE new_pairings RENAME TO pairings;
CREATE UNIQUE INDEX uq_pairings_unit_id_community_id ON pairings (unit_id, community_id) WHERE valid_to IS NULL;
CREATE INDEX ix_pairings_unit ON pairings (unit_id);
CREATE INDEX ix_pairings_community ON pairings (community_id);

-- What a unit told about itself in a check-in; it becomes the unit's own when a clerk confirms it.
CREATE TABLE unit_details (
    check_in_id   UUID NOT NULL PRIMARY KEY REFERENCES check_ins (id),
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('government','public_institution','state_enterprise','school','hospital','enterprise','social_organisation')),
    system        TEXT NOT NULL,
    functions     JSONB NOT NULL,  -- array of texts
    headcount     INTEGER NOT NULL,
    liaison_name  TEXT NOT NULL,
    liaison_phone TEXT NOT NULL,
    submitted_by  UUID NOT NULL REFERENCES persons (id)
);

-- Everything that happened to a check-in, never changed.
CREATE TABLE check_in_events (
    check_in_id  UUID NOT NULL REFERENCES check_ins (id),
    sequence     INTEGER NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    action       TEXT NOT NULL CHECK (action IN ('submit','activate','return','resubmit','transfer','cancel_transfer','accept_transfer','decline_transfer','suspend','resume','end','expire')),
    state        TEXT NOT NULL CHECK (state IN ('submitted','active','returned','transferring','suspended','ended')),
    actor_id     UUID REFERENCES persons (id),  -- NULL: the system
    community_id UUID NOT NULL REFERENCES org_units (id),
    note         TEXT NOT NULL,
    PRIMARY KEY (check_in_id, sequence)
);

-- Who keeps a unit's list of members.
CREATE TABLE unit_liaisons (
    id         UUID NOT NULL PRIMARY KEY,
    unit_id    UUID NOT NULL REFERENCES units (id),
    person_id  UUID NOT NULL REFERENCES persons (id),
    valid_from DATE NOT NULL,
    valid_to   DATE
);
CREATE UNIQUE INDEX uq_unit_liaisons_unit_id_person_id ON unit_liaisons (unit_id, person_id) WHERE valid_to IS NULL;
CREATE INDEX ix_unit_liaisons_person ON unit_liaisons (person_id);

-- A unit's list of its members. Of an identity number only a keyed hash and its end are kept.
CREATE TABLE unit_members (
    id            UUID NOT NULL PRIMARY KEY,
    unit_id       UUID NOT NULL REFERENCES units (id),
    name          TEXT NOT NULL,
    phone         TEXT NOT NULL,
    identity_hash TEXT,
    identity_tail TEXT NOT NULL,
    residence_id  UUID REFERENCES org_units (id),
    party_status  TEXT NOT NULL CHECK (party_status IN ('in_service','returned','retired','probationary')),
    post          TEXT NOT NULL,
    listed_at     TIMESTAMPTZ NOT NULL,
    left_at       TIMESTAMPTZ,
    left_reason   TEXT NOT NULL,
    version       INTEGER NOT NULL,
    updated_at    TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX uq_unit_members_unit_id_phone ON unit_members (unit_id, phone) WHERE left_at IS NULL;
CREATE UNIQUE INDEX uq_unit_members_unit_id_identity_hash ON unit_members (unit_id, identity_hash) WHERE left_at IS NULL AND identity_hash IS NOT NULL;
CREATE INDEX ix_unit_members_list ON unit_members (unit_id, name, id);
CREATE INDEX ix_unit_members_phone ON unit_members (phone);

-- A file somebody sent, read and not yet taken over, or taken over in parts.
CREATE TABLE import_jobs (
    id         UUID NOT NULL PRIMARY KEY,
    unit_id    UUID NOT NULL REFERENCES units (id),
    created_by UUID NOT NULL REFERENCES persons (id),
    file_name  TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('preview','applying','applied','discarded')),
    layout     JSONB NOT NULL,  -- format, encoding, sheet, header row, which column is what
    version    INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_import_jobs_unit ON import_jobs (unit_id, created_at);

CREATE TABLE import_rows (
    job_id   UUID NOT NULL REFERENCES import_jobs (id),
    line     INTEGER NOT NULL,  -- as the file counts, from 1
    finding  TEXT NOT NULL CHECK (finding IN ('new','changed','known','duplicate','wrong')),
    content  JSONB NOT NULL,
    problems JSONB NOT NULL,
    outcome  TEXT NOT NULL CHECK (outcome IN ('pending','added','changed','unchanged','refused','skipped')),
    PRIMARY KEY (job_id, line)
);
CREATE INDEX ix_import_rows_outcome ON import_rows (job_id, outcome, line);

-- The three lists of a pairing: needs of the community (需求), resources of the unit (资源), projects of both (项目).
CREATE TABLE pairing_items (
    id                  UUID NOT NULL PRIMARY KEY,
    pairing_id          UUID NOT NULL REFERENCES pairings (id),
    kind                TEXT NOT NULL CHECK (kind IN ('need','resource','project')),
    title               TEXT NOT NULL,
    note                TEXT NOT NULL,
    agreed_by_unit      BOOLEAN NOT NULL,
    agreed_by_community BOOLEAN NOT NULL,
    created_by          UUID NOT NULL REFERENCES persons (id),
    ended_at            TIMESTAMPTZ,
    version             INTEGER NOT NULL,
    created_at          TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_pairing_items_pairing ON pairing_items (pairing_id, kind, created_at);

-- What a unit promises for a year, and what the community says became of it.
CREATE TABLE commitments (
    id         UUID NOT NULL PRIMARY KEY,
    pairing_id UUID NOT NULL REFERENCES pairings (id),
    year       INTEGER NOT NULL,
    title      TEXT NOT NULL,
    amount     TEXT NOT NULL,
    due_on     DATE NOT NULL,
    outcome    TEXT CHECK (outcome IN ('kept','partly','not_kept')),
    note       TEXT NOT NULL,
    decided_by UUID REFERENCES persons (id),
    decided_at TIMESTAMPTZ,
    version    INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_commitments_pairing ON commitments (pairing_id, due_on);

-- 兼职委员: a unit's representative in the party committee of a community.
CREATE TABLE adjunct_members (
    id           UUID NOT NULL PRIMARY KEY,
    community_id UUID NOT NULL REFERENCES org_units (id),
    unit_id      UUID NOT NULL REFERENCES units (id),
    name         TEXT NOT NULL,
    post         TEXT NOT NULL,
    valid_from   DATE NOT NULL,
    valid_to     DATE,
    version      INTEGER NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX uq_adjunct_members_community_id_unit_id ON adjunct_members (community_id, unit_id) WHERE valid_to IS NULL;
