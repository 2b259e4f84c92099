-- The one search box for orders: what is looked for in each order, and an index over it.

CREATE TABLE order_search (
    id           BIGINT NOT NULL PRIMARY KEY, -- seconds of the order's created_at * 2^31 + chance: newest first is by id, downwards
    order_id     UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    edition      INTEGER NOT NULL,            -- of the rules by which it was made; older ones are made anew
    public_text  TEXT NOT NULL,               -- folded; for all staff of the area
    contact_text TEXT NOT NULL,               -- folded; for the desk and the requester
    CONSTRAINT uq_order_search_order_id UNIQUE (order_id)
);

-- The index itself is the one thing that is not alike: here a GIN, on SQLite an FTS5 table of the same name, over the same terms.
CREATE TABLE order_terms (
    id    BIGINT NOT NULL PRIMARY KEY REFERENCES order_search (id) ON DELETE CASCADE,
    terms TSVECTOR NOT NULL
);
-- Terms wait in a list that every search reads through: a short one.
CREATE INDEX ix_order_terms_terms ON order_terms USING gin (terms) WITH (gin_pending_list_limit = 512);
-- Words are told apart by how often they occur: the common ones by the newest orders first, the rare ones through the index.
ALTER TABLE order_terms ALTER COLUMN terms SET STATISTICS 1000;
