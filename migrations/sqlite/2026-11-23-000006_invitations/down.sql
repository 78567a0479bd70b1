DROP TABLE needs;
DROP TABLE answers;
DROP TABLE invitations;
DROP TABLE round_seats;
DROP TABLE seats;
DROP TABLE rounds;
