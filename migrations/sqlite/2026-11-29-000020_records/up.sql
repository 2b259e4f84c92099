-- The service ledger (全程纪实): one row for each service that was really given. Nothing in it is ever changed or removed: what was
-- wrong is taken back by a second row. Certificates are frozen the same way.

CREATE TABLE service_logs (
    id           BLOB NOT NULL PRIMARY KEY,
    person_id    BLOB NOT NULL REFERENCES persons (id),
    community_id BLOB NOT NULL REFERENCES org_units (id),
    area         TEXT NOT NULL,
    unit_id      BLOB REFERENCES units (id),  -- on whose list the person stood then
    source       TEXT NOT NULL CHECK (source IN ('claim','order','activity','void')),
    source_id    BLOB NOT NULL,  -- of a void: the row that is taken back
    category     TEXT CHECK (category IN ('party_building','epidemic_control','policy_publicity','convenience_service','culture_recreation','public_opinion','mediation','civility_sanitation','neighbour_watch','central_task')),
    title        TEXT NOT NULL,
    minutes      INTEGER NOT NULL,  -- of a void: those of the row it takes back, below zero
    evidence     TEXT NOT NULL CHECK (evidence IN ('credit','attested')),
    confirmers   TEXT NOT NULL,
    is_off_hours BOOLEAN NOT NULL,
    occurred_at  BIGINT NOT NULL,
    year         INTEGER NOT NULL,  -- of occurred_at, in local time
    reason       TEXT NOT NULL,  -- of a void
    written_by   BLOB REFERENCES persons (id),
    written_at   BIGINT NOT NULL,
    CONSTRAINT uq_service_logs_source_source_id UNIQUE (source, source_id),
    CHECK ((minutes >= 0) OR source = 'void')
);
CREATE INDEX ix_service_logs_person_id ON service_logs (person_id, occurred_at, id);
CREATE INDEX ix_service_logs_area ON service_logs (area, occurred_at, id);
CREATE INDEX ix_service_logs_unit_id ON service_logs (unit_id, year);

CREATE TABLE service_certificates (
    id         BLOB NOT NULL PRIMARY KEY,
    number     TEXT NOT NULL,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    check_code TEXT NOT NULL,
    content    TEXT NOT NULL,
    issued_at  BIGINT NOT NULL,
    CONSTRAINT uq_service_certificates_number UNIQUE (number)
);
CREATE INDEX ix_service_certificates_person_id ON service_certificates (person_id, issued_at, id);

-- Where a row lies in the tree follows its community when that moves; everything else stands.
CREATE TRIGGER tr_service_logs_update BEFORE UPDATE OF id, person_id, community_id, unit_id, source, source_id, category, title, minutes, evidence, confirmers, is_off_hours, occurred_at, year, reason, written_by, written_at ON service_logs BEGIN SELECT RAISE(ABORT, 'service_logs only grows'); END;
CREATE TRIGGER tr_service_logs_delete BEFORE DELETE ON service_logs BEGIN SELECT RAISE(ABORT, 'service_logs only grows'); END;
CREATE TRIGGER tr_service_certificates_update BEFORE UPDATE ON service_certificates BEGIN SELECT RAISE(ABORT, 'service_certificates only grows'); END;
CREATE TRIGGER tr_service_certificates_delete BEFORE DELETE ON service_certificates BEGIN SELECT RAISE(ABORT, 'service_certificates only grows'); END;
