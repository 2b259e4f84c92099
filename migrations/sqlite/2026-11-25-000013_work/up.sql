-- Reminders before deadlines and whom lateness was reported to; standard texts of the nodes.

ALTER TABLE orders ADD COLUMN next_mark_at BIGINT NOT NULL DEFAULT 253402214400000000; -- when the sweeper has to look at it; the year 9999 for never
ALTER TABLE orders ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0 CHECK (escalated BETWEEN 0 AND 3); -- lateness told to: 1 secretary, 2 street, 3 city
CREATE INDEX ix_orders_next_mark ON orders (next_mark_at, id);
CREATE INDEX ix_orders_escalated ON orders (escalated, created_at, id) WHERE escalated > 0;

-- Each reminder of a running clock once, also with several processes.
CREATE TABLE order_marks (
    order_id   BLOB NOT NULL REFERENCES orders (id),
    stage      TEXT NOT NULL CHECK (stage IN ('acceptance','dispatch','take','first_contact','completion','callback')),
    started_at BIGINT NOT NULL,  -- of the clock: a stage entered again is reminded of again
    percent    INTEGER NOT NULL, -- of the span, 100 when it is over
    level      INTEGER NOT NULL, -- 0 who holds it, 1 secretary, 2 street, 3 city
    told_at    BIGINT NOT NULL,
    PRIMARY KEY (order_id, stage, started_at, percent, level)
);

CREATE TABLE text_templates (
    id         BLOB NOT NULL PRIMARY KEY,
    node_id    BLOB NOT NULL REFERENCES org_units (id),
    purpose    TEXT NOT NULL CHECK (purpose IN ('question','rejection','completion','progress','measure','callback')),
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT uq_text_templates_node_id_purpose_title UNIQUE (node_id, purpose, title)
);
