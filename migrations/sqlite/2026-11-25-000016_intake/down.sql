DROP TABLE wishes;
DROP TABLE order_followers;
DROP TABLE order_questions;

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
    CONSTRAINT uq_ratings_order_id_round UNIQUE (order_id, round)
);
-- Only possible while nothing follows from a rating by somebody who is not the requester. Of several people's ratings of a round the requester's is kept.
INSERT INTO new_ratings (id, order_id, round, grade, tags, tags_version, text, rated_at, channel, team_id, responsible_id, is_excluded)
SELECT r.id, r.order_id, r.round, r.grade, r.tags, r.tags_version, r.text, r.rated_at, r.channel, r.team_id, r.responsible_id, r.is_excluded FROM ratings r JOIN orders o ON o.id = r.order_id WHERE r.rater_id = o.requester_id;
DROP TABLE ratings;
ALTER TABLE new_ratings RENAME TO ratings;
