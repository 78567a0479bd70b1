DROP TABLE suppressions;
DROP TABLE contact_tags;
DROP TABLE contact_groups;
DROP TABLE affiliations;
DROP TABLE addresses;
DROP TABLE contacts;
DROP TABLE stakeholder_groups;
DROP TABLE organisations;
