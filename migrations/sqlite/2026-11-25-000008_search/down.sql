DROP TABLE order_search;
DROP TABLE order_terms_waiting;
DROP TABLE order_terms;
