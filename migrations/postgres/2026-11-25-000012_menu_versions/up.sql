-- The menu as a product: whose an item is, when it is offered, its draft, and every version that was published.

ALTER TABLE menu_groups ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE menu_groups ADD COLUMN ended_at TIMESTAMPTZ;

-- Empty: the city's, which every community offers unless it closes it.
ALTER TABLE menu_items ADD COLUMN community_id UUID REFERENCES org_units (id);
ALTER TABLE menu_items ADD COLUMN season TEXT NOT NULL DEFAULT '';   -- like 11-15..03-15; empty: all the year
ALTER TABLE menu_items ADD COLUMN is_custom BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE menu_items ADD COLUMN item_version INTEGER NOT NULL DEFAULT 1;   -- the published one; 0: none yet
ALTER TABLE menu_items ADD COLUMN ended_at TIMESTAMPTZ;
CREATE UNIQUE INDEX uq_menu_items_is_custom ON menu_items (is_custom) WHERE is_custom;

CREATE TABLE menu_item_versions (
    item_id      UUID NOT NULL REFERENCES menu_items (id),
    version      INTEGER NOT NULL CHECK (version >= 1),
    content      JSONB NOT NULL,
    spans        JSONB NOT NULL,   -- for each urgency, as the classes were configured on that day
    published_at TIMESTAMPTZ NOT NULL,
    published_by UUID REFERENCES persons (id),
    note         TEXT NOT NULL,
    PRIMARY KEY (item_id, version)
);

CREATE TABLE menu_drafts (
    item_id    UUID NOT NULL PRIMARY KEY REFERENCES menu_items (id),
    content    JSONB NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by UUID NOT NULL REFERENCES persons (id)
);

-- Until now urgency changed no promise: so it stays for the version that is there.
INSERT INTO menu_item_versions (item_id, version, content, spans, published_at, note)
SELECT id, 1,
    jsonb_build_object('name', name, 'name_en', name_en, 'description', description, 'description_en', description_en, 'audience', audience,
        'evidence', evidence, 'deadlines', jsonb_build_object('class', 'own', 'spans', deadlines), 'skills', skills, 'form', form,
        'is_public', is_public),
    jsonb_build_object('normal', deadlines, 'urgent', deadlines, 'danger', deadlines),
    created_at, ''
FROM menu_items;

-- Which version of the item was ordered: its form explains the answers, its promise is the order's.
ALTER TABLE orders ADD COLUMN item_version INTEGER NOT NULL DEFAULT 1;
