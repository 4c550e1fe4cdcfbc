-- The life of a lesson: what the checks said, what it would have changed, who reviewed it, and how it was taken back.
-- What stands from before this came is in force, and nobody is asked about it again.
ALTER TABLE lessons ADD COLUMN status text NOT NULL DEFAULT 'approved'
  CHECK (status IN ('open', 'approved', 'rejected', 'rolled-back', 'quarantined'));
ALTER TABLE lessons ADD COLUMN stage_why text NOT NULL DEFAULT '';
ALTER TABLE lessons ADD COLUMN findings jsonb NOT NULL DEFAULT '[]';
-- What would be applied, where a check keeps the lesson from the model; null once it is applied
ALTER TABLE lessons ADD COLUMN proposal jsonb;
ALTER TABLE lessons ADD COLUMN impact jsonb; -- the last 90 days with and without it
ALTER TABLE lessons ADD COLUMN impact_score double precision NOT NULL DEFAULT 0; -- the queue's order
ALTER TABLE lessons ADD COLUMN gate jsonb; -- the replay that an approval has to pass
ALTER TABLE lessons ADD COLUMN import_id text;
ALTER TABLE lessons ADD COLUMN rollback_id text;
ALTER TABLE lessons ADD COLUMN reviewer_id text; -- the member; null for a key
ALTER TABLE lessons ADD COLUMN reviewed_by text;
ALTER TABLE lessons ADD COLUMN reviewed_at timestamptz;
ALTER TABLE lessons ADD COLUMN review_reason text;
ALTER TABLE lessons ADD COLUMN before_review jsonb; -- what an undo puts back
ALTER TABLE lessons ADD COLUMN locked_by text; -- who has it on the screen
ALTER TABLE lessons ADD COLUMN locked_name text;
ALTER TABLE lessons ADD COLUMN locked_until timestamptz;
CREATE INDEX lessons_queue ON lessons (workspace_id, impact_score DESC, at, id) WHERE status = 'open';
CREATE INDEX lessons_author ON lessons (workspace_id, author, at);
CREATE INDEX lessons_import ON lessons (workspace_id, import_id) WHERE import_id IS NOT NULL;
-- Where in the ledger a lesson stands
CREATE INDEX events_exemplar ON events (workspace_id, (payload -> 'exemplar' ->> 'id')) WHERE kind = 'lesson-applied';
CREATE INDEX events_resolution ON events (workspace_id, (payload -> 'resolution' ->> 'id'))
  WHERE kind = 'resolution-upserted';
