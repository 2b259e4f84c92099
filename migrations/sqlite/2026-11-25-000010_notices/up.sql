-- What people are told, and how they want to be told.

CREATE TABLE notices (
    id         BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    kind       TEXT NOT NULL,           -- a word without a CHECK: rooms add kinds, and an old program reads past those it does not know
    order_id   BLOB REFERENCES orders (id),
    params     TEXT NOT NULL,            -- what the texts of the inbox name; nothing that its reader may not see
    is_read    BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ix_notices_person ON notices (person_id, created_at, id);
CREATE INDEX ix_notices_unread ON notices (person_id) WHERE NOT is_read;
CREATE INDEX ix_notices_created ON notices (created_at);

CREATE TABLE notice_preferences (
    person_id         BLOB NOT NULL PRIMARY KEY REFERENCES persons (id),
    language          TEXT NOT NULL CHECK (language IN ('zh','en')),
    keeps_quiet_hours BOOLEAN NOT NULL,
    mail              TEXT,
    no_sms            TEXT NOT NULL,     -- kinds that are not sent by SMS
    no_mail           TEXT NOT NULL,
    updated_at        BIGINT NOT NULL
);

-- Streams of events ask for what has changed since they last looked.
CREATE INDEX ix_orders_updated ON orders (updated_at);
