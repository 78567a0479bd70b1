DROP TABLE sponsorship_targets;
DROP TABLE sponsorship_clearances;
DROP TABLE sponsorship_files;
DROP TABLE sponsorship_activities;
DROP TABLE sponsorship_people;
DROP TABLE sponsorships;
DROP TABLE sponsorship_packages;
