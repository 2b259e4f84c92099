-- The menu: groups, items, and which community does not offer what.

CREATE TABLE menu_groups (
    id       UUID NOT NULL PRIMARY KEY,
    code     TEXT NOT NULL,
    name     TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    icon     TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT uq_menu_groups_code UNIQUE (code)
);

CREATE TABLE menu_items (
    id             UUID NOT NULL PRIMARY KEY,
    code           TEXT NOT NULL,
    group_id       UUID NOT NULL REFERENCES menu_groups (id),
    position       INTEGER NOT NULL,
    name           TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    description    TEXT NOT NULL,
    description_en TEXT NOT NULL,
    audience       TEXT NOT NULL CHECK (audience IN ('everyone','elderly','disabled','children','low_income','new_residents')),
    evidence       TEXT NOT NULL CHECK (evidence IN ('none','optional','before_after')),
    deadlines      JSONB NOT NULL,     -- a span for each stage
    skills         JSONB NOT NULL,     -- array of skill codes
    form           JSONB NOT NULL,
    is_public      BOOLEAN NOT NULL,
    is_open        BOOLEAN NOT NULL,
    version        INTEGER NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    updated_at     TIMESTAMPTZ NOT NULL,
    CONSTRAINT uq_menu_items_code UNIQUE (code)
);
CREATE INDEX ix_menu_items_group ON menu_items (group_id, position);

CREATE TABLE menu_closures (
    item_id      UUID NOT NULL REFERENCES menu_items (id),
    community_id UUID NOT NULL REFERENCES org_units (id),
    PRIMARY KEY (item_id, community_id)
);
