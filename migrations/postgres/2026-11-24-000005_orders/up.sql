-- Orders, what happened to them, their measures, dispatches and ratings.

CREATE TABLE orders (
    id                    UUID NOT NULL PRIMARY KEY,
    number                TEXT NOT NULL,
    state                 TEXT NOT NULL CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed')),
    round                 INTEGER NOT NULL CHECK (round >= 1),
    version               INTEGER NOT NULL,
    item_id               UUID NOT NULL REFERENCES menu_items (id),
    community_id          UUID NOT NULL REFERENCES org_units (id),
    area                  TEXT COLLATE "C" NOT NULL, -- path of community_id
    urgency               TEXT NOT NULL CHECK (urgency IN ('normal','urgent','danger')),
    source                TEXT NOT NULL CHECK (source IN ('spa','phone','import')),
    text                  TEXT NOT NULL,
    answers               JSONB NOT NULL,
    spans                 JSONB NOT NULL,  -- the item's promise on the day it was ordered
    contact_name          TEXT NOT NULL,
    contact_phone         TEXT NOT NULL,
    contact_address       TEXT NOT NULL,
    expected_from         TIMESTAMPTZ,
    expected_to           TIMESTAMPTZ,
    requester_id          UUID NOT NULL REFERENCES persons (id),
    team_id               UUID REFERENCES teams (id),
    responsible_id        UUID REFERENCES persons (id),
    deadline              TIMESTAMPTZ,
    due_at                TIMESTAMPTZ NOT NULL,   -- derived from the events; the year 9999 when nothing is due
    question              TEXT,
    rejection_reason      TEXT CHECK (rejection_reason IN ('emergency','other_procedure','repeated','confidential','outside_duty','unlawful')),
    rejection_explanation TEXT,
    outcome               TEXT CHECK (outcome IN ('resolved','explained','referred')),
    completion_note       TEXT,
    minutes               INTEGER,
    created_at            TIMESTAMPTZ NOT NULL,
    updated_at            TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_orders_number UNIQUE (number)
);
CREATE INDEX ix_orders_created ON orders (created_at, id);
CREATE INDEX ix_orders_state_created ON orders (state, created_at, id);
CREATE INDEX ix_orders_community_created ON orders (community_id, created_at, id);
CREATE INDEX ix_orders_community_state ON orders (community_id, state, created_at, id);
CREATE INDEX ix_orders_community_due ON orders (community_id, due_at, id);
CREATE INDEX ix_orders_due ON orders (due_at, id);
CREATE INDEX ix_orders_requester ON orders (requester_id, created_at, id);
CREATE INDEX ix_orders_team ON orders (team_id, created_at, id);

CREATE TABLE order_events (
    order_id   UUID NOT NULL REFERENCES orders (id),
    sequence   INTEGER NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    round      INTEGER NOT NULL,
    action     TEXT NOT NULL CHECK (action IN ('submit','accept','request_information','provide_information','reject','withdraw','dispatch','take','release','hand_back','record_contact','add_measure','complete','confirm','reopen','rate','close_unreached','close')),
    -- After the step.
    state      TEXT NOT NULL CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed')),
    actor_id   UUID REFERENCES persons (id),
    actor_side TEXT NOT NULL CHECK (actor_side IN ('requester','community','team','system')),
    team_id    UUID REFERENCES teams (id),
    note       TEXT,
    PRIMARY KEY (order_id, sequence)
);

CREATE TABLE measures (
    id       UUID NOT NULL PRIMARY KEY,
    order_id UUID NOT NULL REFERENCES orders (id),
    round    INTEGER NOT NULL,
    what     TEXT NOT NULL,
    who      TEXT NOT NULL,
    due_at   TIMESTAMPTZ NOT NULL,
    done_at  TIMESTAMPTZ
);
CREATE INDEX ix_measures_order ON measures (order_id);

CREATE TABLE dispatches (
    id             UUID NOT NULL PRIMARY KEY,
    order_id       UUID NOT NULL REFERENCES orders (id),
    round          INTEGER NOT NULL,
    team_id        UUID NOT NULL REFERENCES teams (id),
    state          TEXT NOT NULL CHECK (state IN ('offered','accepted','declined','expired','recalled','done','handed_back')),
    version        INTEGER NOT NULL,
    responsible_id UUID REFERENCES persons (id),
    offered_by     UUID NOT NULL REFERENCES persons (id),
    offered_at     TIMESTAMPTZ NOT NULL,
    expires_at     TIMESTAMPTZ NOT NULL,
    answered_at    TIMESTAMPTZ,
    reason         TEXT CHECK (reason IN ('no_capacity','wrong_skill','too_far','not_our_duty','unsafe','other')),
    explanation    TEXT,
    note           TEXT,
    choice         JSONB NOT NULL      -- the candidates with their numbers, as the dispatcher saw them
);
CREATE INDEX ix_dispatches_order ON dispatches (order_id);
CREATE INDEX ix_dispatches_team ON dispatches (team_id, state, offered_at, id);
CREATE INDEX ix_dispatches_window ON dispatches (expires_at) WHERE state = 'offered';
-- The first to accept gets it: the database decides.
CREATE UNIQUE INDEX uq_dispatches_accepted ON dispatches (order_id) WHERE state = 'accepted';
CREATE UNIQUE INDEX uq_dispatches_offered ON dispatches (order_id, team_id) WHERE state = 'offered';

CREATE TABLE ratings (
    id           UUID NOT NULL PRIMARY KEY,
    order_id     UUID NOT NULL REFERENCES orders (id),
    round        INTEGER NOT NULL,
    grade        SMALLINT NOT NULL CHECK (grade BETWEEN 1 AND 5),
    tags         JSONB NOT NULL,
    tags_version INTEGER NOT NULL,
    text         TEXT NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('session','link','import')),
    rated_at     TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_ratings_order_id_round UNIQUE (order_id, round)
);

CREATE TABLE reveals (
    id        UUID NOT NULL PRIMARY KEY,
    order_id  UUID NOT NULL REFERENCES orders (id),
    person_id UUID NOT NULL REFERENCES persons (id),
    reason    TEXT NOT NULL,
    at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_reveals_order ON reveals (order_id, at);
