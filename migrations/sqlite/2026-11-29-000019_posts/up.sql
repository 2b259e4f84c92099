-- Posts (岗位): what a community asks its checked-in members to do, the shifts of a post, who has claimed them and who was there.
-- Seats are facts of the database: `held` never exceeds `capacity`, and a person stands once on a shift.

CREATE TABLE admissions (
    number     TEXT NOT NULL PRIMARY KEY,
    area       TEXT NOT NULL,  -- path of the node it is for; what lies below is meant too
    valid_from DATE NOT NULL,
    valid_to   DATE NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('submitted','active','expired','revoked')),
    CHECK (valid_from <= valid_to)
);

CREATE TABLE volunteers (
    person_id       BLOB NOT NULL PRIMARY KEY REFERENCES persons (id),
    number          TEXT NOT NULL,  -- stands in documents instead of an ID number
    birth_year      INTEGER,
    calendar_secret TEXT NOT NULL,  -- part of the address of the calendar; a new one ends the old address
    version         INTEGER NOT NULL,
    created_at      BIGINT NOT NULL,
    CONSTRAINT uq_volunteers_number UNIQUE (number),
    CONSTRAINT uq_volunteers_calendar_secret UNIQUE (calendar_secret)
);

CREATE TABLE qualifications (
    id         BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    area       TEXT NOT NULL,  -- of the community the person is checked in with, whose desk looks at it
    kind       TEXT NOT NULL CHECK (kind IN ('skill','licence','mediator')),
    code       TEXT NOT NULL,
    valid_to   DATE,
    state      TEXT NOT NULL CHECK (state IN ('stated','confirmed','refused')),
    reason     TEXT NOT NULL,
    decided_by BLOB REFERENCES persons (id),
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL,
    CONSTRAINT uq_qualifications_person_id_kind_code UNIQUE (person_id, kind, code)
);
CREATE INDEX ix_qualifications_area ON qualifications (area, state, created_at, id);

CREATE TABLE posts (
    id             BLOB NOT NULL PRIMARY KEY,
    category       TEXT NOT NULL CHECK (category IN ('party_building','epidemic_control','policy_publicity','convenience_service','culture_recreation','public_opinion','mediation','civility_sanitation','neighbour_watch','central_task')),
    community_id   BLOB NOT NULL REFERENCES org_units (id),
    node_id        BLOB NOT NULL REFERENCES org_units (id),  -- the community itself or a branch of it
    area           TEXT NOT NULL,  -- path of node_id
    title          TEXT NOT NULL,
    description    TEXT NOT NULL,
    risk_note      TEXT NOT NULL,  -- never empty in public
    skills         TEXT NOT NULL,
    licences       TEXT NOT NULL,
    min_age        INTEGER,
    max_age        INTEGER,
    needs_mediator BOOLEAN NOT NULL,
    needs_insurance BOOLEAN NOT NULL,
    insurance_note TEXT NOT NULL,  -- who insures
    min_people     INTEGER NOT NULL CHECK (min_people >= 1),
    max_people     INTEGER NOT NULL,
    admission_no   TEXT,
    state          TEXT NOT NULL CHECK (state IN ('draft','published','paused','closed','archived')),
    version        INTEGER NOT NULL,
    created_by     BLOB NOT NULL REFERENCES persons (id),
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    CHECK (needs_mediator OR NOT category = 'mediation'),
    CHECK (max_people >= min_people),
    CHECK (length(risk_note) > 0 OR NOT state = 'published')
);
CREATE INDEX ix_posts_area ON posts (area, state, created_at, id);

CREATE TABLE post_hosts (
    post_id   BLOB NOT NULL REFERENCES posts (id),
    person_id BLOB NOT NULL REFERENCES persons (id),
    PRIMARY KEY (post_id, person_id)
);
CREATE INDEX ix_post_hosts_person_id ON post_hosts (person_id);

CREATE TABLE post_series (
    id         BLOB NOT NULL PRIMARY KEY,
    post_id    BLOB NOT NULL REFERENCES posts (id),
    rule       TEXT NOT NULL,  -- RRULE of RFC 5545, in local time
    starts_at  BIGINT NOT NULL,
    minutes    INTEGER NOT NULL CHECK (minutes > 0),
    place      TEXT NOT NULL,
    capacity   INTEGER NOT NULL,
    waitlist   INTEGER NOT NULL,
    made_until BIGINT NOT NULL,  -- shifts that begin before this have been made
    is_ended   BOOLEAN NOT NULL,
    version    INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ix_post_series_made_until ON post_series (is_ended, made_until, id);
CREATE INDEX ix_post_series_post_id ON post_series (post_id);

CREATE TABLE shifts (
    id           BLOB NOT NULL PRIMARY KEY,
    post_id      BLOB NOT NULL REFERENCES posts (id),
    series_id    BLOB REFERENCES post_series (id),
    occurs_at    BIGINT NOT NULL,  -- where the series put it; it stays when the shift is moved
    community_id BLOB NOT NULL REFERENCES org_units (id),
    area         TEXT NOT NULL,  -- of the post
    category     TEXT NOT NULL CHECK (category IN ('party_building','epidemic_control','policy_publicity','convenience_service','culture_recreation','public_opinion','mediation','civility_sanitation','neighbour_watch','central_task')),
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    opens_at     BIGINT NOT NULL,  -- claims are taken from then on
    place        TEXT NOT NULL,
    capacity     INTEGER NOT NULL CHECK (capacity >= 1),
    waitlist     INTEGER NOT NULL CHECK (waitlist >= 0),
    held         INTEGER NOT NULL,  -- seats taken or offered
    waiting      INTEGER NOT NULL,
    queued       INTEGER NOT NULL,  -- numbers given out in the waiting list so far
    state        TEXT NOT NULL CHECK (state IN ('open','full','running','done','cancelled')),
    reason       TEXT NOT NULL,  -- why it was cancelled
    sequence     INTEGER NOT NULL,  -- of the calendar: grows when time, place or state change
    version      INTEGER NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    CONSTRAINT ck_shifts_held CHECK (held >= 0 AND held <= capacity),
    CONSTRAINT ck_shifts_waiting CHECK (waiting >= 0 AND waiting <= waitlist),
    CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX uq_shifts_series_id_occurs_at ON shifts (series_id, occurs_at) WHERE series_id IS NOT NULL;
CREATE INDEX ix_shifts_area ON shifts (area, starts_at, id);
CREATE INDEX ix_shifts_starts_at ON shifts (starts_at, id);
CREATE INDEX ix_shifts_post_id ON shifts (post_id, starts_at, id);
CREATE INDEX ix_shifts_state ON shifts (state, starts_at);

CREATE TABLE claims (
    id            BLOB NOT NULL PRIMARY KEY,
    shift_id      BLOB NOT NULL REFERENCES shifts (id),
    post_id       BLOB NOT NULL REFERENCES posts (id),
    person_id     BLOB NOT NULL REFERENCES persons (id),
    community_id  BLOB NOT NULL REFERENCES org_units (id),
    area          TEXT NOT NULL,
    category      TEXT NOT NULL CHECK (category IN ('party_building','epidemic_control','policy_publicity','convenience_service','culture_recreation','public_opinion','mediation','civility_sanitation','neighbour_watch','central_task')),
    starts_at     BIGINT NOT NULL,  -- of the shift
    ends_at       BIGINT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('waitlisted','offered','held','present','completed','verified','disputed','void','absent','cancelled')),
    queue_no      INTEGER NOT NULL,  -- place in the waiting list; 0 for whoever got a seat at once
    claimed_at    BIGINT NOT NULL,
    method        TEXT CHECK (method IN ('host','desk','resident','code','own')),
    present_from  BIGINT,
    present_to    BIGINT,
    minutes       INTEGER,
    marked_by     BLOB REFERENCES persons (id),
    confirmers    TEXT NOT NULL,
    challenged_by BLOB REFERENCES persons (id),
    challenge     TEXT NOT NULL,
    answer        TEXT NOT NULL,
    decision      TEXT NOT NULL,
    end_reason    TEXT CHECK (end_reason IN ('plans','illness','work','family','no_answer','shift_cancelled','check_in_ended')),
    end_note      TEXT NOT NULL,
    is_late       BOOLEAN NOT NULL,  -- given back after the cut-off, for a reason that counts
    is_excused    BOOLEAN NOT NULL,
    due_at        BIGINT NOT NULL,  -- when something happens to it by itself
    version       INTEGER NOT NULL,
    updated_at    BIGINT NOT NULL
);
-- Once on a shift; whoever gave a seat back may claim it anew.
CREATE UNIQUE INDEX uq_claims_shift_id_person_id ON claims (shift_id, person_id) WHERE state <> 'cancelled';
CREATE INDEX ix_claims_person_id ON claims (person_id, starts_at, id);
CREATE INDEX ix_claims_shift_id ON claims (shift_id, state, queue_no);
CREATE INDEX ix_claims_due_at ON claims (due_at, id);

CREATE TABLE claim_reveals (
    id        BLOB NOT NULL PRIMARY KEY,
    claim_id  BLOB NOT NULL REFERENCES claims (id),
    person_id BLOB NOT NULL REFERENCES persons (id),
    reason    TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX ix_claim_reveals_claim_id ON claim_reveals (claim_id, at);

-- Nobody is expected at two places at once. Code looks first and answers in words; this holds whatever code does.
CREATE TRIGGER tr_claims_overlap_insert BEFORE INSERT ON claims WHEN NEW.state IN ('offered','held','present','completed') AND EXISTS (
    SELECT 1 FROM claims c WHERE c.person_id = NEW.person_id AND c.id <> NEW.id AND c.state IN ('offered','held','present','completed') AND c.starts_at < NEW.ends_at AND c.ends_at > NEW.starts_at
) BEGIN SELECT RAISE(ABORT, 'claims of one person overlap'); END;
CREATE TRIGGER tr_claims_overlap_update BEFORE UPDATE ON claims WHEN NEW.state IN ('offered','held','present','completed') AND EXISTS (
    SELECT 1 FROM claims c WHERE c.person_id = NEW.person_id AND c.id <> NEW.id AND c.state IN ('offered','held','present','completed') AND c.starts_at < NEW.ends_at AND c.ends_at > NEW.starts_at
) BEGIN SELECT RAISE(ABORT, 'claims of one person overlap'); END;
