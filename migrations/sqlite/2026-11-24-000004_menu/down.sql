DROP TABLE menu_closures;
DROP TABLE menu_items;
DROP TABLE menu_groups;
