DROP TABLE text_templates;
DROP TABLE order_marks;
DROP INDEX ix_orders_escalated;
DROP INDEX ix_orders_next_mark;
ALTER TABLE orders DROP COLUMN escalated;
ALTER TABLE orders DROP COLUMN next_mark_at;
