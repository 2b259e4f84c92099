-- Activities (为民服务活动) with the relay of invitations from unit to unit and the people who sign up, and projects (服务项目, 民生难题)
-- that a unit takes on and whose end the residents have a word in. Seats are facts of the database: `taken` never exceeds `capacity`.

CREATE TABLE activities (
    id             UUID NOT NULL PRIMARY KEY,
    community_id   UUID NOT NULL REFERENCES org_units (id),
    area           TEXT COLLATE "C" NOT NULL,  -- path of the community
    unit_id        UUID REFERENCES units (id),  -- the unit that organises it; otherwise the community does
    category       TEXT NOT NULL CHECK (category IN ('party_building','epidemic_control','policy_publicity','convenience_service','culture_recreation','public_opinion','mediation','civility_sanitation','neighbour_watch','central_task')),
    title          TEXT NOT NULL,
    description    TEXT NOT NULL,
    place          TEXT NOT NULL,
    starts_at      TIMESTAMPTZ NOT NULL,
    ends_at        TIMESTAMPTZ NOT NULL,
    answer_by      TIMESTAMPTZ NOT NULL,  -- invitations run out then
    capacity       INTEGER NOT NULL CHECK (capacity >= 1),
    taken          INTEGER NOT NULL,
    is_open_to_all BOOLEAN NOT NULL,  -- also to those who are checked in with the community and in no unit that accepted
    admission_no   TEXT,
    state          TEXT NOT NULL CHECK (state IN ('draft','open','held','closed','cancelled')),
    reason         TEXT NOT NULL,  -- why it was cancelled
    people_served  INTEGER NOT NULL CHECK (people_served >= 0),
    summary        TEXT NOT NULL,
    outcomes       JSONB NOT NULL,
    version        INTEGER NOT NULL,
    created_by     UUID NOT NULL REFERENCES persons (id),
    created_at     TIMESTAMPTZ NOT NULL,
    updated_at     TIMESTAMPTZ NOT NULL,
    CONSTRAINT ck_activities_taken CHECK (taken >= 0 AND taken <= capacity),
    CHECK (starts_at < ends_at),
    CHECK (answer_by <= starts_at)
);
CREATE INDEX ix_activities_area ON activities (area, starts_at, id);
CREATE INDEX ix_activities_starts_at ON activities (state, starts_at, id);
CREATE INDEX ix_activities_unit_id ON activities (unit_id);

CREATE TABLE activity_invitations (
    id            UUID NOT NULL PRIMARY KEY,
    activity_id   UUID NOT NULL REFERENCES activities (id),
    unit_id       UUID NOT NULL REFERENCES units (id),
    parent_id     UUID REFERENCES activity_invitations (id),  -- that of the unit which passed it on; none for the organiser's
    state         TEXT NOT NULL CHECK (state IN ('invited','accepted','declined','withdrawn','expired')),
    text          TEXT NOT NULL,
    people        INTEGER NOT NULL CHECK (people >= 0),
    contact_name  TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    reason        TEXT NOT NULL,
    expires_at    TIMESTAMPTZ NOT NULL,
    invited_by    UUID NOT NULL REFERENCES persons (id),
    answered_by   UUID REFERENCES persons (id),
    answered_at   TIMESTAMPTZ,
    version       INTEGER NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    CHECK (people >= 1 OR NOT state = 'accepted')
);
CREATE UNIQUE INDEX uq_activity_invitations_activity_id_unit_id ON activity_invitations (activity_id, unit_id) WHERE state IN ('invited','accepted');
CREATE INDEX ix_activity_invitations_unit_id ON activity_invitations (unit_id, state);
CREATE INDEX ix_activity_invitations_expires_at ON activity_invitations (state, expires_at);

CREATE TABLE activity_sign_ups (
    id          UUID NOT NULL PRIMARY KEY,
    activity_id UUID NOT NULL REFERENCES activities (id),
    person_id   UUID NOT NULL REFERENCES persons (id),
    unit_id     UUID REFERENCES units (id),  -- of those that accepted, or the organiser
    state       TEXT NOT NULL CHECK (state IN ('signed_up','cancelled','present','absent')),
    minutes     INTEGER NOT NULL CHECK (minutes >= 0),
    evidence    TEXT CHECK (evidence IN ('credit','attested')),
    marked_by   UUID REFERENCES persons (id),
    signed_at   TIMESTAMPTZ NOT NULL,
    version     INTEGER NOT NULL,
    updated_at  TIMESTAMPTZ NOT NULL,
    CHECK (minutes >= 0 AND (evidence IS NOT NULL OR NOT state = 'present')),
    CONSTRAINT ck_activity_sign_ups_marked_by CHECK (marked_by IS NULL OR NOT marked_by = person_id)
);
CREATE UNIQUE INDEX uq_activity_sign_ups_activity_id_person_id ON activity_sign_ups (activity_id, person_id) WHERE NOT state = 'cancelled';
CREATE INDEX ix_activity_sign_ups_person_id ON activity_sign_ups (person_id, signed_at, id);

CREATE TABLE projects (
    id                UUID NOT NULL PRIMARY KEY,
    kind              TEXT NOT NULL CHECK (kind IN ('service_project','livelihood_problem')),
    community_id      UUID NOT NULL REFERENCES org_units (id),
    area              TEXT COLLATE "C" NOT NULL,  -- path of the community
    title             TEXT NOT NULL,
    description       TEXT NOT NULL,
    place             TEXT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('draft','open','in_progress','reported','closed','given_up','cancelled')),
    unit_id           UUID REFERENCES units (id),  -- the one that is responsible
    responsible_name  TEXT NOT NULL,
    responsible_phone TEXT NOT NULL,
    round             INTEGER NOT NULL,  -- how often it was reported as done
    report            TEXT NOT NULL,
    closing           TEXT NOT NULL,
    few_words_reason  TEXT NOT NULL,  -- why it was closed with fewer words of residents than asked for
    reason            TEXT NOT NULL,  -- of the last return, giving up or cancelling
    version           INTEGER NOT NULL,
    created_by        UUID NOT NULL REFERENCES persons (id),
    created_at        TIMESTAMPTZ NOT NULL,
    updated_at        TIMESTAMPTZ NOT NULL,
    CHECK (unit_id IS NOT NULL OR state IN ('draft','open','cancelled'))
);
CREATE INDEX ix_projects_area ON projects (area, created_at, id);
CREATE INDEX ix_projects_state ON projects (state, created_at, id);
CREATE INDEX ix_projects_unit_id ON projects (unit_id, created_at, id);

CREATE TABLE project_applications (
    id                UUID NOT NULL PRIMARY KEY,
    project_id        UUID NOT NULL REFERENCES projects (id),
    unit_id           UUID NOT NULL REFERENCES units (id),
    state             TEXT NOT NULL CHECK (state IN ('applied','chosen','refused','withdrawn')),
    text              TEXT NOT NULL,
    responsible_name  TEXT NOT NULL,
    responsible_phone TEXT NOT NULL,
    applied_by        UUID NOT NULL REFERENCES persons (id),
    version           INTEGER NOT NULL,
    created_at        TIMESTAMPTZ NOT NULL,
    updated_at        TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX uq_project_applications_project_id_unit_id ON project_applications (project_id, unit_id) WHERE state IN ('applied','chosen');
CREATE UNIQUE INDEX uq_project_applications_project_id ON project_applications (project_id) WHERE state = 'chosen';
CREATE INDEX ix_project_applications_unit_id ON project_applications (unit_id, state);

CREATE TABLE project_measures (
    id         UUID NOT NULL PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES projects (id),
    what       TEXT NOT NULL,
    who        TEXT NOT NULL,
    due_on     DATE NOT NULL,
    done_at    TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_project_measures_project_id ON project_measures (project_id, due_on, id);

CREATE TABLE project_milestones (
    id         UUID NOT NULL PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES projects (id),
    title      TEXT NOT NULL,
    due_on     DATE NOT NULL,
    reached_on DATE,
    note       TEXT NOT NULL,
    is_told    BOOLEAN NOT NULL,  -- that it is overdue
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_project_milestones_project_id ON project_milestones (project_id, due_on, id);
CREATE INDEX ix_project_milestones_due_on ON project_milestones (is_told, due_on, id);

CREATE TABLE project_outcomes (
    id         UUID NOT NULL PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES projects (id),
    indicator  TEXT NOT NULL,
    unit       TEXT NOT NULL,
    planned    BIGINT NOT NULL,
    achieved   BIGINT,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_project_outcomes_project_id ON project_outcomes (project_id, created_at, id);

CREATE TABLE project_words (
    id         UUID NOT NULL PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES projects (id),
    person_id  UUID NOT NULL REFERENCES persons (id),
    round      INTEGER NOT NULL,
    verdict    TEXT NOT NULL CHECK (verdict IN ('resolved','partly','not')),
    grade      SMALLINT NOT NULL CHECK (grade BETWEEN 1 AND 5),
    text       TEXT NOT NULL,
    said_at    TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_project_words_project_id_person_id_round UNIQUE (project_id, person_id, round)
);
CREATE INDEX ix_project_words_project_id ON project_words (project_id, said_at, id);

CREATE TABLE project_events (
    project_id UUID NOT NULL REFERENCES projects (id),
    sequence   INTEGER NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    action     TEXT NOT NULL CHECK (action IN ('create','change','publish','apply','withdraw','choose','plan','progress','report','say','return','close','give_up','reopen','cancel','remind')),
    state      TEXT NOT NULL CHECK (state IN ('draft','open','in_progress','reported','closed','given_up','cancelled')),
    actor_id   UUID REFERENCES persons (id),
    unit_id    UUID REFERENCES units (id),  -- in whose name it was done
    note       TEXT NOT NULL,
    PRIMARY KEY (project_id, sequence)
);
