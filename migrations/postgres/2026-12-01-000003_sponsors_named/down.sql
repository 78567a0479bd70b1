-- What is found is found still.
SELECT 1;
