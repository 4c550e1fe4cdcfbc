-- Lessons about a resolution that is known: refused for a question, bound to conditions, merged, retired, split.
ALTER TABLE lessons DROP CONSTRAINT lessons_kind_check;
ALTER TABLE lessons ADD CONSTRAINT lessons_kind_check CHECK (kind IN (
  'new-resolution', 'new-exemplar', 'correction', 'negative', 'condition', 'merge', 'retirement', 'split'
));
ALTER TABLE lessons ADD COLUMN change jsonb; -- what such a lesson changes, for people
ALTER TABLE resolutions ADD COLUMN conditions jsonb NOT NULL DEFAULT '[]'; -- tokens of the context, as the ledger has them

CREATE INDEX events_refused ON events (workspace_id, (payload -> 'refusal' ->> 'id')) WHERE kind = 'answer-refused';
CREATE INDEX events_conditions ON events (workspace_id, seq) WHERE kind = 'conditions-set';

-- As before; and what a merge or a split told anew of these lessons' exemplars goes with them.
CREATE OR REPLACE FUNCTION lesson_events(of_lessons text[], of_exemplars text[])
RETURNS TABLE (seq bigint, lesson_id text, exemplar_id text, kind text, payload jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH own AS (
    SELECT e.seq, split_part(e.id, '.', 1) AS lesson_id, NULL::text AS exemplar_id, e.kind, e.payload FROM events e
    WHERE e.workspace_id = current_workspace() AND e.id LIKE 'les\_%' AND split_part(e.id, '.', 1) = ANY (of_lessons)
  ), taught AS (
    SELECT e.seq, NULL::text AS lesson_id, e.payload -> 'exemplar' ->> 'id' AS exemplar_id, e.kind, e.payload
    FROM events e
    WHERE e.workspace_id = current_workspace() AND e.kind = 'lesson-applied'
      AND e.payload -> 'exemplar' ->> 'id' = ANY (of_exemplars) AND e.id LIKE 'batch.%'
  ), moved AS (
    SELECT e.seq, split_part(e.id, '.', 1) AS lesson_id, NULL::text AS exemplar_id, e.kind, e.payload FROM events e
    WHERE e.workspace_id = current_workspace() AND e.kind = 'lesson-applied'
      AND e.payload -> 'exemplar' ->> 'id' = ANY (of_exemplars)
      AND e.id LIKE 'les\_%' AND NOT split_part(e.id, '.', 1) = ANY (of_lessons)
  )
  SELECT * FROM own
  UNION ALL SELECT * FROM taught
  UNION ALL SELECT * FROM moved
  UNION ALL
  SELECT e.seq, NULL, t.exemplar_id, e.kind, e.payload FROM taught t JOIN events e
    ON e.workspace_id = current_workspace() AND e.seq = t.seq + 1 AND e.kind = 'resolution-upserted'
      AND e.payload -> 'resolution' ->> 'id' = t.payload -> 'exemplar' ->> 'resolution_id'
  ORDER BY 1
$$;

-- Whose these exemplars are, by every time that it was told
CREATE FUNCTION exemplar_events(of_exemplars text[])
RETURNS TABLE (seq bigint, exemplar_id text, resolution_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.seq, e.payload -> 'exemplar' ->> 'id', e.payload -> 'exemplar' ->> 'resolution_id' FROM events e
    WHERE e.workspace_id = current_workspace() AND e.kind = 'lesson-applied'
      AND e.payload -> 'exemplar' ->> 'id' = ANY (of_exemplars)
  ORDER BY 1
$$;
REVOKE ALL ON FUNCTION exemplar_events(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exemplar_events(text[]) TO understudy_app;
