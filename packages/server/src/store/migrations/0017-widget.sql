-- How far the customer has read, by the widget; what stands already counts as read
ALTER TABLE conversations ADD COLUMN read_seq integer NOT NULL DEFAULT 0;
UPDATE conversations SET read_seq = last_seq WHERE channel = 'widget';
