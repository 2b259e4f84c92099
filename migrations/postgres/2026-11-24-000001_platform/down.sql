DROP TABLE settings;
DROP TABLE calendar_years;
DROP TABLE outbox;
DROP TABLE audit_events;
DROP TABLE audit_chains;
DROP TABLE idempotency_keys;
