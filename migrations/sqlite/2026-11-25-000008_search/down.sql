DROP TABLE order_search;
DROP TABLE order_terms;
