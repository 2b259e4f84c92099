-- Taking orders in: questions to the requester, people who follow an order instead of ordering the same again, one rating for each
-- person entitled to it, and wishes (微心愿).

CREATE TABLE order_questions (
    order_id    BLOB NOT NULL REFERENCES orders (id),
    request     INTEGER NOT NULL,  -- 1 for the first time something was asked
    position    INTEGER NOT NULL,  -- 0 for the first question of a request
    text        TEXT NOT NULL,
    asked_at    BIGINT NOT NULL,
    answer      TEXT,
    answered_at BIGINT,
    PRIMARY KEY (order_id, request, position)
);

CREATE TABLE order_followers (
    order_id    BLOB NOT NULL REFERENCES orders (id),
    person_id   BLOB NOT NULL REFERENCES persons (id),
    followed_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, person_id)
);
CREATE INDEX ix_order_followers_person ON order_followers (person_id, followed_at);

CREATE TABLE new_ratings (
    id           BLOB NOT NULL PRIMARY KEY,
    order_id     BLOB NOT NULL REFERENCES orders (id),
    round        INTEGER NOT NULL,
    grade        SMALLINT NOT NULL CHECK (grade BETWEEN 1 AND 5),
    tags         TEXT NOT NULL,
    tags_version INTEGER NOT NULL,
    text         TEXT NOT NULL,
    rated_at     BIGINT NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('session','link','import','callback')),
    team_id        BLOB REFERENCES teams (id),
    responsible_id BLOB REFERENCES persons (id),
    is_excluded    BOOLEAN NOT NULL DEFAULT FALSE,
    rater_id       BLOB NOT NULL REFERENCES persons (id),
    CONSTRAINT uq_ratings_order_id_round_rater_id UNIQUE (order_id, round, rater_id)
);
INSERT INTO new_ratings (id, order_id, round, grade, tags, tags_version, text, rated_at, channel, team_id, responsible_id, is_excluded, rater_id)
SELECT r.id, r.order_id, r.round, r.grade, r.tags, r.tags_version, r.text, r.rated_at, r.channel, r.team_id, r.responsible_id, r.is_excluded, o.requester_id FROM ratings r JOIN orders o ON o.id = r.order_id;
DROP TABLE ratings;
ALTER TABLE new_ratings RENAME TO ratings;

CREATE TABLE wishes (
    id              BLOB NOT NULL PRIMARY KEY,
    number          TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('submitted','published','claimed','fulfilled','withdrawn','rejected')),
    version         INTEGER NOT NULL,
    item_id         BLOB NOT NULL REFERENCES menu_items (id),
    community_id    BLOB NOT NULL REFERENCES org_units (id),
    area            TEXT NOT NULL, -- path of community_id
    text            TEXT NOT NULL,  -- private: what the person said
    summary         TEXT NOT NULL,  -- public, written by whoever verified it; empty before
    contact_name    TEXT NOT NULL,
    contact_phone   TEXT NOT NULL,
    contact_address TEXT NOT NULL,
    wisher_id       BLOB NOT NULL REFERENCES persons (id),
    entered_by      BLOB NOT NULL REFERENCES persons (id),
    consent         TEXT NOT NULL, -- how the person agreed that somebody else wrote it down; null for one's own wish
    explanation     TEXT NOT NULL,  -- why it was rejected; empty otherwise
    order_id        BLOB REFERENCES orders (id),
    created_at      BIGINT NOT NULL,
    published_at    BIGINT NOT NULL, -- the year 9999 before
    updated_at      BIGINT NOT NULL,
    CONSTRAINT uq_wishes_number UNIQUE (number)
);
CREATE INDEX ix_wishes_state_published ON wishes (state, published_at, id);
CREATE INDEX ix_wishes_community_created ON wishes (community_id, created_at, id);
CREATE INDEX ix_wishes_wisher ON wishes (wisher_id, created_at, id);
-- One order for a wish: the database decides who was first.
CREATE UNIQUE INDEX uq_wishes_order_id ON wishes (order_id) WHERE order_id IS NOT NULL;
