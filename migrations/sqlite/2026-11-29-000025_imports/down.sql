ALTER TABLE import_jobs DROP COLUMN is_emptied;
