-- Pictures of an order. The pictures themselves lie in the store under `key`; a row says that one of them counts.
CREATE TABLE photos (
    id          UUID NOT NULL PRIMARY KEY,
    order_id    UUID NOT NULL REFERENCES orders (id),
    round       INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('report','before','after')),
    uploaded_by UUID NOT NULL REFERENCES persons (id),
    key         TEXT NOT NULL,      -- random; the objects are key.jpg and key-s.jpg
    bytes       BIGINT NOT NULL,    -- of the picture as it is shown large
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    sha256      TEXT NOT NULL,      -- of the picture as it is shown large
    created_at  TIMESTAMPTZ NOT NULL,
    removed_at  TIMESTAMPTZ,        -- its objects are gone
    CONSTRAINT uq_photos_key UNIQUE (key)
);
CREATE INDEX ix_photos_order ON photos (order_id);
