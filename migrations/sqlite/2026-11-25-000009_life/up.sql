-- The whole life of an order: new states, steps and sources, what waits for a decision, parts and merged orders; roles that go with it.

CREATE TABLE new_orders (
    id                    BLOB NOT NULL PRIMARY KEY,
    number                TEXT NOT NULL,
    state                 TEXT NOT NULL CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed','waiting','merged','referred','whistled')),
    round                 INTEGER NOT NULL CHECK (round >= 1),
    version               INTEGER NOT NULL,
    item_id               BLOB NOT NULL REFERENCES menu_items (id),
    community_id          BLOB NOT NULL REFERENCES org_units (id),
    area                  TEXT NOT NULL, -- path of community_id
    urgency               TEXT NOT NULL CHECK (urgency IN ('normal','urgent','danger')),
    source                TEXT NOT NULL CHECK (source IN ('spa','phone','import','grid','wish','part')),
    text                  TEXT NOT NULL,
    answers               TEXT NOT NULL,
    spans                 TEXT NOT NULL,  -- the item's promise on the day it was ordered
    contact_name          TEXT NOT NULL,
    contact_phone         TEXT NOT NULL,
    contact_address       TEXT NOT NULL,
    expected_from         BIGINT,
    expected_to           BIGINT,
    requester_id          BLOB NOT NULL REFERENCES persons (id),
    team_id               BLOB REFERENCES teams (id),
    responsible_id        BLOB REFERENCES persons (id),
    deadline              BIGINT,
    due_at                BIGINT NOT NULL,   -- derived from the events; the year 9999 when nothing is due
    question              TEXT,
    rejection_reason      TEXT CHECK (rejection_reason IN ('emergency','other_procedure','repeated','confidential','outside_duty','unlawful')),
    rejection_explanation TEXT,
    outcome               TEXT CHECK (outcome IN ('resolved','explained','referred')),
    completion_note       TEXT,
    minutes               INTEGER,
    pending               TEXT CHECK (pending IN ('rejection','contest','extension')), -- what somebody has to decide
    raised                INTEGER NOT NULL DEFAULT 0 CHECK (raised BETWEEN 0 AND 2),   -- levels above the community: who holds it
    parent_id             BLOB REFERENCES orders (id), -- of a part
    merged_into           BLOB REFERENCES orders (id),
    created_at            BIGINT NOT NULL,
    updated_at            BIGINT NOT NULL,
    CONSTRAINT uq_orders_number UNIQUE (number)
);
INSERT INTO new_orders (id, number, state, round, version, item_id, community_id, area, urgency, source, text, answers, spans, contact_name, contact_phone, contact_address, expected_from, expected_to, requester_id, team_id, responsible_id, deadline, due_at, question, rejection_reason, rejection_explanation, outcome, completion_note, minutes, created_at, updated_at)
SELECT id, number, state, round, version, item_id, community_id, area, urgency, source, text, answers, spans, contact_name, contact_phone, contact_address, expected_from, expected_to, requester_id, team_id, responsible_id, deadline, due_at, question, rejection_reason, rejection_explanation, outcome, completion_note, minutes, created_at, updated_at FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
CREATE INDEX ix_orders_created ON orders (created_at, id);
CREATE INDEX ix_orders_state_created ON orders (state, created_at, id);
CREATE INDEX ix_orders_community_created ON orders (community_id, created_at, id);
CREATE INDEX ix_orders_community_state ON orders (community_id, state, created_at, id);
CREATE INDEX ix_orders_community_due ON orders (community_id, due_at, id);
CREATE INDEX ix_orders_due ON orders (due_at, id);
CREATE INDEX ix_orders_requester ON orders (requester_id, created_at, id);
CREATE INDEX ix_orders_team ON orders (team_id, created_at, id);
CREATE INDEX ix_orders_pending ON orders (pending, community_id, created_at, id) WHERE pending IS NOT NULL;
CREATE INDEX ix_orders_parent ON orders (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ix_orders_merged ON orders (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE new_order_events (
    order_id   BLOB NOT NULL REFERENCES orders (id),
    sequence   INTEGER NOT NULL,
    at         BIGINT NOT NULL,
    round      INTEGER NOT NULL,
    action     TEXT NOT NULL CHECK (action IN ('submit','accept','request_information','provide_information','reject','withdraw','dispatch','take','release','hand_back','record_contact','add_measure','complete','confirm','reopen','rate','close_unreached','close','propose_rejection','contest','uphold','overturn','refer','merge','whistle','whistle_solved','whistle_returned','urge','add_progress','wait','resume','ask_extension','grant_extension','refuse_extension','split','call_unreached','call_solved','call_unsolved','follow_up')),
    -- After the step.
    state      TEXT NOT NULL CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed','waiting','merged','referred','whistled')),
    actor_id   BLOB REFERENCES persons (id),
    actor_side TEXT NOT NULL CHECK (actor_side IN ('requester','community','street','team','system')),
    team_id    BLOB REFERENCES teams (id),
    note       TEXT,
    detail     TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (order_id, sequence)
);
INSERT INTO new_order_events (order_id, sequence, at, round, action, state, actor_id, actor_side, team_id, note)
SELECT order_id, sequence, at, round, action, state, actor_id, actor_side, team_id, note FROM order_events;
DROP TABLE order_events;
ALTER TABLE new_order_events RENAME TO order_events;


CREATE TABLE new_role_grants (
    id         BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    role       TEXT NOT NULL CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin','grid_worker','caller','department')),
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    granted_at BIGINT NOT NULL,
    ended_at   BIGINT
);
INSERT INTO new_role_grants (id, person_id, role, node_id, granted_at, ended_at)
SELECT id, person_id, role, node_id, granted_at, ended_at FROM role_grants;
DROP TABLE role_grants;
ALTER TABLE new_role_grants RENAME TO role_grants;
CREATE INDEX ix_role_grants_person ON role_grants (person_id);
CREATE UNIQUE INDEX uq_role_grants_active ON role_grants (person_id, role, node_id) WHERE ended_at IS NULL;
