-- A word of the glossary is a lesson, too: of no resolution, where all others are of one.
ALTER TABLE lessons DROP CONSTRAINT lessons_kind_check;
ALTER TABLE lessons ADD CONSTRAINT lessons_kind_check CHECK (kind IN (
  'new-resolution', 'new-exemplar', 'correction', 'negative', 'condition', 'merge', 'retirement', 'split', 'workflow',
  'glossary'
));
ALTER TABLE lessons ALTER COLUMN resolution_id DROP NOT NULL;
ALTER TABLE lessons ADD CONSTRAINT lessons_resolution_check CHECK ((resolution_id IS NULL) = (kind = 'glossary'));
CREATE INDEX lessons_words ON lessons (workspace_id, title, id) WHERE kind = 'glossary';

-- What an answer rests on, and what was said of it
CREATE INDEX lessons_resolution ON lessons (workspace_id, resolution_id);
CREATE INDEX lessons_changes ON lessons (workspace_id, kind, at)
  WHERE kind IN ('negative', 'condition', 'merge', 'retirement', 'split');
