DROP TABLE reveals;
DROP TABLE ratings;
DROP TABLE dispatches;
DROP TABLE measures;
DROP TABLE order_events;
DROP TABLE orders;
