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
    id            BLOB NOT NULL PRIMARY KEY,
    division_code TEXT NOT NULL REFERENCES divisions (code),
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('new','old')),
    created_at    BIGINT NOT NULL
);
CREATE INDEX ix_estates_division ON estates (division_code);

CREATE TABLE buildings (
    id        BLOB NOT NULL PRIMARY KEY,
    estate_id BLOB NOT NULL REFERENCES estates (id),
    name      TEXT NOT NULL
);
CREATE INDEX ix_buildings_estate ON buildings (estate_id);

CREATE TABLE org_units (
    id            BLOB NOT NULL PRIMARY KEY,
    parent_id     BLOB REFERENCES org_units (id),
    level         TEXT NOT NULL CHECK (level IN ('city','street_working_committee','community_party_committee','branch','building_group','centre_household')),
    name          TEXT NOT NULL,
    path          TEXT NOT NULL,     -- lower case, `/` at the end
    division_code TEXT NOT NULL REFERENCES divisions (code),
    estate_id     BLOB REFERENCES estates (id),
    building_id   BLOB REFERENCES buildings (id),
    secretary     TEXT NOT NULL,
    telephone     TEXT NOT NULL,
    version       INTEGER NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    CONSTRAINT uq_org_units_path UNIQUE (path)
);
CREATE INDEX ix_org_units_parent ON org_units (parent_id, path);
CREATE INDEX ix_org_units_level ON org_units (level, path);

CREATE TABLE units (
    id         BLOB NOT NULL PRIMARY KEY,
    uscc       TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('government','public_institution','state_enterprise','school','hospital','enterprise','social_organisation')),
    created_at BIGINT NOT NULL,
    CONSTRAINT uq_units_uscc UNIQUE (uscc)
);

CREATE TABLE pairings (
    unit_id      BLOB NOT NULL REFERENCES units (id),
    community_id BLOB NOT NULL REFERENCES org_units (id),
    valid_from   DATE NOT NULL,
    valid_to     DATE,
    PRIMARY KEY (unit_id, community_id, valid_from)
);
