-- Nobody reads the names of conditions that steps were planted with. Programs of before this one name the column whenever they read or
-- write a step, and may run beside it: so it stays, but is written by itself, and goes when none of them is left.
ALTER TABLE steps DROP COLUMN gates;
ALTER TABLE steps ADD COLUMN gates TEXT NOT NULL DEFAULT '[]';
