-- Views that staff keep.

CREATE TABLE saved_views (
    id         UUID NOT NULL PRIMARY KEY,
    person_id  UUID NOT NULL REFERENCES persons (id),
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_saved_views_person_id_name UNIQUE (person_id, name)
);
