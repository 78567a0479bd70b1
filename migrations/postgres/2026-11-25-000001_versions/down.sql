DROP TABLE deliverable_reviews;
DROP TABLE deliverable_reviewers;
DROP TABLE deliverable_files;
DROP TABLE deliverable_versions;
DROP TABLE files;
ALTER TABLE deliverables DROP COLUMN own_work;
ALTER TABLE deliverables DROP COLUMN quorum;
