-- Divisions, the five-level tree, work units.

CREATE TABLE divisions (
    code        TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    level       TEXT NOT NULL CHECK (level IN ('city','street','community')),
    urban_class TEXT NOT NULL,
    parent_code TEXT REFERENCES divisions (code),
    valid_from  DATE NOT NULL,
    valid_to    DATE
);
CREATE INDEX ix_divisions_parent ON divisions (parent_code);

CREATE TABLE estates (
    id            UUID NOT NULL PRIMARY KEY,
    division_code TEXT NOT NULL REFERENCES divisions (code),
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('new','old')),
    created_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_estates_division ON estates (division_code);

CREATE TABLE buildings (
    id        UUID NOT NULL PRIMARY KEY,
    estate_id UUID NOT NULL REFERENCES estates (id),
    name      TEXT NOT NULL
);
CREATE INDEX ix_buildings_estate ON buildings (estate_id);

CREATE TABLE org_units (
    id            UUID NOT NULL PRIMARY KEY,
    parent_id     UUID REFERENCES org_units (id),
    level         TEXT NOT NULL CHECK (level IN ('city','street_working_committee','community_party_committee','branch','building_group','centre_household')),
    name          TEXT NOT NULL,
    path          TEXT COLLATE "C" NOT NULL,     -- lower case, `/` at the end
    division_code TEXT NOT NULL REFERENCES divisions (code),
    estate_id     UUID REFERENCES estates (id),
    building_id   UUID REFERENCES buildings (id),
    secretary     TEXT NOT NULL,
    telephone     TEXT NOT NULL,
    version       INTEGER NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    updated_at    TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_org_units_path UNIQUE (path)
);
CREATE INDEX ix_org_units_parent ON org_units (parent_id, path);
CREATE INDEX ix_org_units_level ON org_units (level, path);

CREATE TABLE units (
    id         UUID NOT NULL PRIMARY KEY,
    uscc       TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('government','public_institution','state_enterprise','school','hospital','enterprise','social_organisation')),
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_units_uscc UNIQUE (uscc)
);

CREATE TABLE pairings (
    unit_id      UUID NOT NULL REFERENCES units (id),
    community_id UUID NOT NULL REFERENCES org_units (id),
    valid_from   DATE NOT NULL,
    valid_to     DATE,
    PRIMARY KEY (unit_id, community_id, valid_from)
);
