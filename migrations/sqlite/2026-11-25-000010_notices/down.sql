DROP INDEX ix_orders_updated;
DROP TABLE notice_preferences;
DROP TABLE notices;
