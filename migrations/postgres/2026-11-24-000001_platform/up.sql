-- What every room stands on: idempotency, the audit trail, the outbox, the working calendar.

CREATE TABLE idempotency_keys (
    scope       TEXT NOT NULL,          -- who sent it: a person's id, or the phone number before sign-in
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,          -- digest of method, path and body
    status      INTEGER NOT NULL,
    body        TEXT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX ix_idempotency_keys_created ON idempotency_keys (created_at);

-- One hash chain for each writer, so that chains do not make writers wait for one another.
CREATE TABLE audit_chains (
    chain     INTEGER NOT NULL PRIMARY KEY,
    head_seq  BIGINT NOT NULL,
    head_hash TEXT NOT NULL
);

CREATE TABLE audit_events (
    chain         INTEGER NOT NULL,
    seq           BIGINT NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    actor         TEXT NOT NULL,        -- a person's id, `system` or `cli`
    origin        TEXT NOT NULL,        -- address the request came from
    request_id    TEXT NOT NULL,
    action        TEXT NOT NULL,        -- past tense: order.dispatched
    subject       TEXT NOT NULL,        -- order/0193…
    before_digest TEXT NOT NULL,
    after_digest  TEXT NOT NULL,
    hash          TEXT NOT NULL,        -- SM3 over the previous hash and every field
    PRIMARY KEY (chain, seq)
);
CREATE INDEX ix_audit_events_subject ON audit_events (subject);

CREATE TABLE outbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic        TEXT NOT NULL,
    subject      TEXT NOT NULL,
    payload      JSONB NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    available_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ,
    attempts     INTEGER NOT NULL,
    done_at      TIMESTAMPTZ,
    last_error   TEXT
);
CREATE INDEX ix_outbox_waiting ON outbox (available_at) WHERE done_at IS NULL;
CREATE INDEX ix_outbox_subject ON outbox (subject);

CREATE TABLE calendar_years (
    year        INTEGER NOT NULL PRIMARY KEY,
    source      TEXT NOT NULL,          -- the file, as imported
    imported_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
