DROP TABLE deliverables;
DROP TABLE steps;
DROP TABLE cities;
DROP TABLE programmes;
