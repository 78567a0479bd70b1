DROP TABLE deliverable_visits;
DROP TABLE deliverable_shares;
