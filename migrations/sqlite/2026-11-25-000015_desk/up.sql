-- Views that staff keep.

CREATE TABLE saved_views (
    id         BLOB NOT NULL PRIMARY KEY,
    person_id  BLOB NOT NULL REFERENCES persons (id),
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT uq_saved_views_person_id_name UNIQUE (person_id, name)
);
