-- Rows of an import that is over lose what they say about persons after a while; this says that it was done.
ALTER TABLE import_jobs ADD COLUMN is_emptied BOOLEAN NOT NULL DEFAULT FALSE;
