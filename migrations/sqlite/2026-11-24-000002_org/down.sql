DROP TABLE pairings;
DROP TABLE units;
DROP TABLE org_units;
DROP TABLE buildings;
DROP TABLE estates;
DROP TABLE divisions;
