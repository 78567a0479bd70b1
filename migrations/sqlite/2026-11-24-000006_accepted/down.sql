DROP INDEX seats_waiting;
DROP INDEX seats_accepted;
