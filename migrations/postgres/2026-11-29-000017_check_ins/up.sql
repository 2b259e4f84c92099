-- Double check-in (双报到): units and members register with a community. A role for those who do it for their unit, and what a department
-- found on site beside what it planned.

ALTER TABLE role_grants DROP CONSTRAINT role_grants_role_check;
ALTER TABLE role_grants ADD CONSTRAINT role_grants_role_check CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin','grid_worker','caller','department','unit_liaison'));

ALTER TABLE whistle_responders ADD COLUMN on_site TEXT;

CREATE TABLE check_ins (
    id           UUID NOT NULL PRIMARY KEY,
    number       TEXT NOT NULL,  -- of the receipt
    subject      TEXT NOT NULL CHECK (subject IN ('unit','member')),
    person_id    UUID REFERENCES persons (id),  -- of a member
    unit_id      UUID REFERENCES units (id),    -- the unit itself, or the one on whose list the member stands
    community_id UUID NOT NULL REFERENCES org_units (id),
    area         TEXT COLLATE "C" NOT NULL,    -- path of community_id
    basis        TEXT NOT NULL CHECK (basis IN ('residence','pairing','self','returned')),
    state        TEXT NOT NULL CHECK (state IN ('submitted','active','returned','transferring','suspended','ended')),
    intents      JSONB NOT NULL,  -- array of post categories
    availability TEXT NOT NULL,
    reason       TEXT NOT NULL,  -- why it was returned, suspended or ended; empty otherwise
    transfer_to  UUID REFERENCES org_units (id),
    valid_to     DATE,           -- last day of a returned member's time; absent without a limit
    due_at       TIMESTAMPTZ NOT NULL,  -- until when a clerk has to look at it
    submitted_at TIMESTAMPTZ NOT NULL,
    activated_at TIMESTAMPTZ,
    ended_at     TIMESTAMPTZ,
    told         INTEGER NOT NULL DEFAULT 0,  -- whom a clerk's silence was told: 1 the desk was reminded, 2 those above
    submitted_by UUID REFERENCES persons (id),  -- of a unit: who did it
    version      INTEGER NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_check_ins_number UNIQUE (number),
    CHECK ((person_id IS NOT NULL) = (subject = 'member')),
    CHECK (unit_id IS NOT NULL OR subject = 'member')
);
-- One that is not ended, for each member and each unit: the database decides, also between two requests at once.
CREATE UNIQUE INDEX uq_check_ins_person_id ON check_ins (person_id) WHERE subject = 'member' AND state <> 'ended';
CREATE UNIQUE INDEX uq_check_ins_unit_id ON check_ins (unit_id) WHERE subject = 'unit' AND state <> 'ended';
CREATE INDEX ix_check_ins_area ON check_ins (area, state, submitted_at, id);
CREATE INDEX ix_check_ins_unit ON check_ins (unit_id, state);
CREATE INDEX ix_check_ins_due ON check_ins (due_at, id);
