DROP TABLE order_terms;
DROP TABLE order_search;
