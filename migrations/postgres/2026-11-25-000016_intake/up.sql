-- Taking orders in: questions to the requester, people who follow an order instead of ordering the same again, one rating for each
-- person entitled to it, and wishes (微心愿).

CREATE TABLE order_questions (
    order_id    UUID NOT NULL REFERENCES orders (id),
    request     INTEGER NOT NULL,  -- 1 for the first time something was asked
    position    INTEGER NOT NULL,  -- 0 for the first question of a request
    text        TEXT NOT NULL,
    asked_at    TIMESTAMPTZ NOT NULL,
    answer      TEXT,
    answered_at TIMESTAMPTZ,
    PRIMARY KEY (order_id, request, position)
);

CREATE TABLE order_followers (
    order_id    UUID NOT NULL REFERENCES orders (id),
    person_id   UUID NOT NULL REFERENCES persons (id),
    followed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (order_id, person_id)
);
CREATE INDEX ix_order_followers_person ON order_followers (person_id, followed_at);

ALTER TABLE ratings ADD COLUMN rater_id UUID REFERENCES persons (id);
UPDATE ratings SET rater_id = (SELECT requester_id FROM orders WHERE orders.id = ratings.order_id);
ALTER TABLE ratings ALTER COLUMN rater_id SET NOT NULL;
ALTER TABLE ratings DROP CONSTRAINT uq_ratings_order_id_round;
ALTER TABLE ratings ADD CONSTRAINT uq_ratings_order_id_round_rater_id UNIQUE (order_id, round, rater_id);

CREATE TABLE wishes (
    id              UUID NOT NULL PRIMARY KEY,
    number          TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('submitted','published','claimed','fulfilled','withdrawn','rejected')),
    version         INTEGER NOT NULL,
    item_id         UUID NOT NULL REFERENCES menu_items (id),
    community_id    UUID NOT NULL REFERENCES org_units (id),
    area            TEXT COLLATE "C" NOT NULL, -- path of community_id
    text            TEXT NOT NULL,  -- private: what the person said
    summary         TEXT NOT NULL,  -- public, written by whoever verified it; empty before
    contact_name    TEXT NOT NULL,
    contact_phone   TEXT NOT NULL,
    contact_address TEXT NOT NULL,
    wisher_id       UUID NOT NULL REFERENCES persons (id),
    entered_by      UUID NOT NULL REFERENCES persons (id),
    consent         JSONB NOT NULL, -- how the person agreed that somebody else wrote it down; null for one's own wish
    explanation     TEXT NOT NULL,  -- why it was rejected; empty otherwise
    order_id        UUID REFERENCES orders (id),
    created_at      TIMESTAMPTZ NOT NULL,
    published_at    TIMESTAMPTZ NOT NULL, -- the year 9999 before
    updated_at      TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_wishes_number UNIQUE (number)
);
CREATE INDEX ix_wishes_state_published ON wishes (state, published_at, id);
CREATE INDEX ix_wishes_community_created ON wishes (community_id, created_at, id);
CREATE INDEX ix_wishes_wisher ON wishes (wisher_id, created_at, id);
-- One order for a wish: the database decides who was first.
CREATE UNIQUE INDEX uq_wishes_order_id ON wishes (order_id) WHERE order_id IS NOT NULL;
