-- POST /orders: every statement of the transaction, with an id that each of them can tell again. Item and community are remembered.
\set n random(1, 9000000000000000)
BEGIN;
SELECT count(*) FROM menu_closures WHERE item_id = {item} AND community_id = {community};
SAVEPOINT s;
INSERT INTO orders ("id", "number", "state", "round", "version", "item_id", "community_id", "area", "urgency", "source", "text", "answers", "spans", "contact_name", "contact_phone", "contact_address", "expected_from", "expected_to", "requester_id", "team_id", "responsible_id", "deadline", "due_at", "question", "rejection_reason", "rejection_explanation", "outcome", "completion_note", "minutes", "created_at", "updated_at") SELECT md5(:n::text)::uuid, 'p' || :n, 'submitted', 1, 1, {item}, {community}, '429005/001/001/', 'normal', 'spa', '客厅的灯泡坏了，晚上看不见', '{"room":"living_room"}'::jsonb, '{"acceptance":"2wh","dispatch":"2wh","take":"2wh","first_contact":"4wh","completion":"3wd"}'::jsonb, '王秀英', '16000000001', '园林小区 3 栋 2 单元 501', NULL, NULL, (SELECT id FROM persons WHERE phone = '16000000001'), NULL, NULL, NULL, now(), NULL, NULL, NULL, NULL, NULL, NULL, now(), now();
RELEASE SAVEPOINT s;
INSERT INTO audit_chains (chain, head_seq, head_hash) VALUES (1000 + :client_id, 0, '') ON CONFLICT DO NOTHING;
SELECT head_seq, head_hash FROM audit_chains WHERE chain = 1000 + :client_id LIMIT 1 FOR UPDATE;
UPDATE audit_chains SET head_seq = head_seq + 1, head_hash = md5(:n::text) WHERE chain = 1000 + :client_id;
INSERT INTO order_events (order_id, sequence, at, round, action, state, actor_id, actor_side, team_id, note) VALUES (md5(:n::text)::uuid, 1, now(), 1, 'submit', 'submitted', NULL, 'requester', NULL, NULL);
INSERT INTO audit_events (chain, seq, at, actor, origin, request_id, action, subject, before_digest, after_digest, hash) VALUES (1000 + :client_id, :n, now(), 'bench', '127.0.0.1', 'bench', 'order.submitted', 'order/' || :n, '', md5(:n::text), md5(:n::text));
INSERT INTO outbox (topic, subject, payload, created_at, available_at, attempts) VALUES ('mark', 'bench', '{"template":"order_received","phone":"16000000001","values":{"number":"1","item":"2"}}'::jsonb, now(), now() + interval '9 years', 0);
COMMIT;
