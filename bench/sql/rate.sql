-- POST /orders/ID/rating: every statement of the transaction. An order may be chosen twice, so rounds and sequences are random.
\set n random(1, 9000000000000000)
\set k random(1, 10000)
BEGIN;
SELECT "id", "number", "state", "round", "version", "item_id", "community_id", "area", "urgency", "source", "text", "answers", "spans", "contact_name", "contact_phone", "contact_address", "expected_from", "expected_to", "requester_id", "team_id", "responsible_id", "deadline", "due_at", "question", "rejection_reason", "rejection_explanation", "outcome", "completion_note", "minutes", "created_at", "updated_at" FROM orders WHERE number = 'r' || :k LIMIT 1;
SELECT id, round, what, who, due_at, done_at FROM measures WHERE order_id = (SELECT id FROM orders WHERE number = 'r' || :k) ORDER BY round, id;
SELECT id, grade FROM ratings WHERE order_id = (SELECT id FROM orders WHERE number = 'r' || :k) AND round = 1 LIMIT 1;
SAVEPOINT s;
INSERT INTO ratings (id, order_id, round, grade, tags, tags_version, text, channel, rated_at, rater_id) SELECT md5(:n::text)::uuid, id, ((:n)::bigint % 2000000000)::int + 10, 4, '[]'::jsonb, 1, '', 'session', now(), requester_id FROM orders WHERE number = 'r' || :k;
RELEASE SAVEPOINT s;
UPDATE orders SET version = version + 1, updated_at = now() WHERE number = 'r' || :k RETURNING *;
SELECT order_id, sequence, at, round, action, state, actor_id, actor_side, team_id, note FROM order_events WHERE order_id = (SELECT id FROM orders WHERE number = 'r' || :k) ORDER BY sequence LIMIT 10;
INSERT INTO order_events (order_id, sequence, at, round, action, state, actor_id, actor_side, team_id, note) SELECT id, ((:n)::bigint % 2000000000)::int + 100, now(), 1, 'rate', 'done', NULL::uuid, 'requester', NULL::uuid, NULL FROM orders WHERE number = 'r' || :k;
INSERT INTO audit_chains (chain, head_seq, head_hash) VALUES (1000 + :client_id, 0, '') ON CONFLICT DO NOTHING;
SELECT head_seq, head_hash FROM audit_chains WHERE chain = 1000 + :client_id LIMIT 1 FOR UPDATE;
UPDATE audit_chains SET head_seq = head_seq + 1, head_hash = md5(:n::text) WHERE chain = 1000 + :client_id;
INSERT INTO audit_events (chain, seq, at, actor, origin, request_id, action, subject, before_digest, after_digest, hash) VALUES (1000 + :client_id, :n, now(), 'bench', '127.0.0.1', 'bench', 'order.rated', 'order/' || :n, '', md5(:n::text), md5(:n::text));
COMMIT;
