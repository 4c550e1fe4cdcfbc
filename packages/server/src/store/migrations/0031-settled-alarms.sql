-- Kept for ever where nobody says otherwise.
UPDATE retention SET policy = policy || '{"alarms": null}', last_run = jsonb_set(last_run, '{gone,alarms}', '0');
