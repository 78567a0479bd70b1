DROP TABLE sign_in_steps;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
