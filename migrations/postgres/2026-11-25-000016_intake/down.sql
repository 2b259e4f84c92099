DROP TABLE wishes;
DROP TABLE order_followers;
DROP TABLE order_questions;

-- Only possible while nothing follows from a rating by somebody who is not the requester. Of several people's ratings of a round the requester's is kept.
DELETE FROM ratings WHERE rater_id <> (SELECT requester_id FROM orders WHERE orders.id = ratings.order_id);
ALTER TABLE ratings DROP CONSTRAINT uq_ratings_order_id_round_rater_id;
ALTER TABLE ratings DROP COLUMN rater_id;
ALTER TABLE ratings ADD CONSTRAINT uq_ratings_order_id_round UNIQUE (order_id, round);
