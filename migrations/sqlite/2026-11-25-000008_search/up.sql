-- The one search box for orders: what is looked for in each order, and an index over it.

CREATE TABLE order_search (
    id           INTEGER NOT NULL PRIMARY KEY, -- seconds of the order's created_at * 2^31 + chance: newest first is by id, downwards
    order_id     BLOB NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    edition      INTEGER NOT NULL,             -- of the rules by which it was made; older ones are made anew
    public_text  TEXT NOT NULL,                -- folded; for all staff of the area
    contact_text TEXT NOT NULL,                -- folded; for the desk and the requester
    CONSTRAINT uq_order_search_order_id UNIQUE (order_id)
);

-- The index itself is the one thing that is not alike: here FTS5, on PostgreSQL a table of the same name with a GIN, over the same terms.
-- Terms come ready from the program: `ascii` leaves every character alone that is not an ASCII one, and splits at blanks.
CREATE VIRTUAL TABLE order_terms USING fts5 (terms, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none);

-- FTS5 writes what it has gathered to the index at every savepoint, and every order is written inside one. So the terms of new orders
-- wait here until there are enough of them, as those of a GIN do in its pending list. Every search looks through these few as well.
CREATE TABLE order_terms_waiting (
    id    INTEGER NOT NULL PRIMARY KEY,
    terms TEXT NOT NULL
);

CREATE TRIGGER order_search_erased AFTER DELETE ON order_search BEGIN
    DELETE FROM order_terms_waiting WHERE id = old.id;
    DELETE FROM order_terms WHERE rowid = old.id;
END;
