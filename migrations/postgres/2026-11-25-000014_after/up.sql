-- What follows when an order is done: rounds, call-backs, follow-ups, rectification, appeals, whistles.

ALTER TABLE ratings DROP CONSTRAINT ratings_channel_check;
ALTER TABLE ratings ADD CONSTRAINT ratings_channel_check CHECK (channel IN ('session','link','import','callback'));
-- Who handled it when it was done, whatever becomes of them later.
ALTER TABLE ratings ADD COLUMN team_id UUID REFERENCES teams (id);
ALTER TABLE ratings ADD COLUMN responsible_id UUID REFERENCES persons (id);
-- An appeal was upheld: it stays readable and counts in no figure.
ALTER TABLE ratings ADD COLUMN is_excluded BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE order_rounds (
    order_id       UUID NOT NULL REFERENCES orders (id),
    round          INTEGER NOT NULL,
    team_id        UUID REFERENCES teams (id),   -- NULL where departments solved it
    responsible_id UUID REFERENCES persons (id),
    outcome        TEXT CHECK (outcome IN ('resolved','explained','referred')),
    note           TEXT,
    done_at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (order_id, round)
);
CREATE INDEX ix_order_rounds_done ON order_rounds (done_at);
INSERT INTO order_rounds (order_id, round, team_id, responsible_id, outcome, note, done_at)
SELECT e.order_id, e.round, MIN(d.team_id::text)::uuid, MIN(d.responsible_id::text)::uuid, MIN(CASE WHEN e.round = o.round THEN o.outcome END), MIN(e.note), MAX(e.at)
FROM order_events e
JOIN orders o ON o.id = e.order_id
LEFT JOIN dispatches d ON d.order_id = e.order_id AND d.round = e.round AND d.state = 'done'
WHERE e.action = 'complete'
GROUP BY e.order_id, e.round;

-- A call-back: tried, or held.
CREATE TABLE callbacks (
    id         UUID NOT NULL PRIMARY KEY,
    order_id   UUID NOT NULL REFERENCES orders (id),
    round      INTEGER NOT NULL,
    caller_id  UUID NOT NULL REFERENCES persons (id),
    at         TIMESTAMPTZ NOT NULL,
    day        DATE NOT NULL,             -- of `at`, in Asia/Shanghai
    is_reached BOOLEAN NOT NULL,
    is_solved  BOOLEAN,
    grade      SMALLINT CHECK (grade BETWEEN 1 AND 5),
    note       TEXT NOT NULL
);
-- One try a day counts: three tries are three days.
CREATE UNIQUE INDEX uq_callbacks_order_id_round_day ON callbacks (order_id, round, day) WHERE NOT is_reached;
CREATE INDEX ix_callbacks_order ON callbacks (order_id, round);

-- One more word after the rating (追评), at most one.
CREATE TABLE rating_follow_ups (
    rating_id UUID NOT NULL PRIMARY KEY REFERENCES ratings (id),
    grade     SMALLINT CHECK (grade BETWEEN 1 AND 5),
    text      TEXT NOT NULL,
    channel   TEXT NOT NULL CHECK (channel IN ('session','link','import','callback')),
    at        TIMESTAMPTZ NOT NULL
);

-- Who was shown the rater, and why.
CREATE TABLE unsealings (
    id        UUID NOT NULL PRIMARY KEY,
    rating_id UUID NOT NULL REFERENCES ratings (id),
    order_id  UUID NOT NULL REFERENCES orders (id),
    area      TEXT COLLATE "C" NOT NULL,
    person_id UUID NOT NULL REFERENCES persons (id),
    reason    TEXT NOT NULL,
    at        TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_unsealings_at ON unsealings (at, id);

-- What becomes of a bad rating (差评整改).
CREATE TABLE rectifications (
    id               UUID NOT NULL PRIMARY KEY,
    rating_id        UUID NOT NULL REFERENCES ratings (id),
    order_id         UUID NOT NULL REFERENCES orders (id),
    round            INTEGER NOT NULL,
    community_id     UUID NOT NULL REFERENCES org_units (id),
    area             TEXT COLLATE "C" NOT NULL,
    team_id          UUID REFERENCES teams (id),
    responsible_id   UUID REFERENCES persons (id),
    state            TEXT NOT NULL CHECK (state IN ('opened','called_back','fix_now','ledger_proposed','ledger','explain','feedback_given','re_rated','rater_silent','closed')),
    version          INTEGER NOT NULL,
    opened_at        TIMESTAMPTZ NOT NULL,
    due_at           TIMESTAMPTZ NOT NULL,  -- the year 9999 when nothing is due
    findings         TEXT,                  -- what the caller found out
    plan             TEXT,
    planned_by       UUID REFERENCES persons (id),
    feedback         TEXT,
    re_rating_grade  SMALLINT CHECK (re_rating_grade BETWEEN 1 AND 5),
    re_rating_text   TEXT,
    re_rated_at      TIMESTAMPTZ,
    updated_at       TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_rectifications_rating_id UNIQUE (rating_id)
);
CREATE INDEX ix_rectifications_due ON rectifications (due_at, id);
CREATE INDEX ix_rectifications_community ON rectifications (community_id, due_at, id);
CREATE INDEX ix_rectifications_order ON rectifications (order_id);

CREATE TABLE rectification_events (
    rectification_id UUID NOT NULL REFERENCES rectifications (id),
    sequence         INTEGER NOT NULL,
    at               TIMESTAMPTZ NOT NULL,
    action           TEXT NOT NULL CHECK (action IN ('open','call','call_unreached','fix_now','propose_ledger','approve_ledger','refuse_ledger','explain','give_feedback','re_rate','stay_silent','close')),
    state            TEXT NOT NULL CHECK (state IN ('opened','called_back','fix_now','ledger_proposed','ledger','explain','feedback_given','re_rated','rater_silent','closed')),
    actor_id         UUID REFERENCES persons (id),
    note             TEXT,
    PRIMARY KEY (rectification_id, sequence)
);

-- The handler's side asks for a rating to be left out of the figures (申诉复核).
CREATE TABLE rating_appeals (
    id             UUID NOT NULL PRIMARY KEY,
    rating_id      UUID NOT NULL REFERENCES ratings (id),
    order_id       UUID NOT NULL REFERENCES orders (id),
    community_id   UUID NOT NULL REFERENCES org_units (id),
    area           TEXT COLLATE "C" NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('filed','upheld','denied')),
    version        INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    filed_by       UUID NOT NULL REFERENCES persons (id),
    filed_at       TIMESTAMPTZ NOT NULL,
    due_at         TIMESTAMPTZ NOT NULL,
    decided_by     UUID REFERENCES persons (id),
    decided_at     TIMESTAMPTZ,
    decision       TEXT,
    representative TEXT,                  -- the resident who took part
    consent        TEXT,                  -- how the representative agreed
    CONSTRAINT uq_rating_appeals_rating_id UNIQUE (rating_id)
);
CREATE INDEX ix_rating_appeals_filed ON rating_appeals (filed_at, id);

-- The whistle (吹哨): a community asks departments, and each answers.
CREATE TABLE whistles (
    id           UUID NOT NULL PRIMARY KEY,
    order_id     UUID NOT NULL REFERENCES orders (id),
    round        INTEGER NOT NULL,
    community_id UUID NOT NULL REFERENCES org_units (id),
    area         TEXT COLLATE "C" NOT NULL,
    cause        TEXT NOT NULL CHECK (cause IN ('strong_demand','joint_enforcement','emergency')),
    text         TEXT NOT NULL,
    is_urgent    BOOLEAN NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('blown','solved','returned')),
    version      INTEGER NOT NULL,
    blown_by     UUID NOT NULL REFERENCES persons (id),
    blown_at     TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ
);
CREATE INDEX ix_whistles_blown ON whistles (blown_at, id);
CREATE INDEX ix_whistles_community ON whistles (community_id, blown_at, id);
CREATE UNIQUE INDEX uq_whistles_open ON whistles (order_id) WHERE state = 'blown';

CREATE TABLE whistle_responders (
    id              UUID NOT NULL PRIMARY KEY,
    whistle_id      UUID NOT NULL REFERENCES whistles (id),
    unit_id         UUID NOT NULL REFERENCES units (id),
    state           TEXT NOT NULL CHECK (state IN ('notified','acknowledged','on_site','planned','solved','partial')),
    version         INTEGER NOT NULL,
    due_at          TIMESTAMPTZ NOT NULL,  -- the year 9999 when nothing is due
    told            INTEGER NOT NULL CHECK (told BETWEEN 0 AND 2), -- levels that were told of its silence
    acknowledged_at TIMESTAMPTZ,
    plan            TEXT,
    result          TEXT,
    ended_at        TIMESTAMPTZ,
    answered_by     UUID REFERENCES persons (id),
    grade           SMALLINT CHECK (grade BETWEEN 1 AND 5), -- the community's, of this responder
    grade_note      TEXT,
    is_clear        BOOLEAN,               -- the responder's view of the whistle
    is_justified    BOOLEAN,
    view_note       TEXT,
    CONSTRAINT uq_whistle_responders_whistle_id_unit_id UNIQUE (whistle_id, unit_id)
);
CREATE INDEX ix_whistle_responders_due ON whistle_responders (due_at);
CREATE INDEX ix_whistle_responders_unit ON whistle_responders (unit_id);

UPDATE ratings SET team_id = (SELECT r.team_id FROM order_rounds r WHERE r.order_id = ratings.order_id AND r.round = ratings.round),
    responsible_id = (SELECT r.responsible_id FROM order_rounds r WHERE r.order_id = ratings.order_id AND r.round = ratings.round);
-- An order that is done waits for a call: seven days from the completion.
UPDATE orders SET due_at = (SELECT MAX(e.at) + INTERVAL '7 days' FROM order_events e WHERE e.order_id = orders.id AND e.round = orders.round AND e.action = 'complete')
WHERE state = 'done';
