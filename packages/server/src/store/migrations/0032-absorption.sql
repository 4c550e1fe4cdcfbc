-- How many topics the median is of, and how sure it is. Counted anew with the next night.
ALTER TABLE figures_state DROP COLUMN absorbed;
ALTER TABLE figures_state ADD COLUMN absorption jsonb;
