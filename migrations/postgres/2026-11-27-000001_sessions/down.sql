DROP TABLE session_slides;
DROP TABLE session_people;
DROP TABLE sessions;
