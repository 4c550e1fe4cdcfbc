-- Taking back what was learned, and the erasure of a person.

CREATE TABLE rollbacks (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  scope jsonb NOT NULL,
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
  done integer NOT NULL DEFAULT 0, -- lessons, of this direction
  total integer NOT NULL,
  counts jsonb NOT NULL DEFAULT '{}', -- what it did, in numbers
  events jsonb NOT NULL DEFAULT '[]', -- beside those of lessons: positions that were forgotten
  by text NOT NULL,
  at timestamptz NOT NULL,
  finished_at timestamptz,
  undone_by text,
  undone_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX rollbacks_newest ON rollbacks (workspace_id, at DESC, id DESC);

-- How each lesson stood before, so that an undo can put it back
CREATE TABLE rollback_lessons (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  rollback_id text NOT NULL,
  lesson_id text NOT NULL,
  status text NOT NULL,
  was_applied boolean NOT NULL,
  PRIMARY KEY (workspace_id, rollback_id, lesson_id),
  FOREIGN KEY (workspace_id, rollback_id) REFERENCES rollbacks (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, lesson_id) REFERENCES lessons (workspace_id, id) ON DELETE CASCADE
);

-- Proofs. They name nobody: of whom they speak is a salted hash, which only who knows the identifier can compute.
CREATE TABLE erasures (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  subject_hash bytea NOT NULL,
  salt bytea NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  report jsonb NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX erasures_newest ON erasures (workspace_id, at DESC, id DESC);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rollbacks', 'rollback_lessons', 'erasures'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;

-- Where lessons and resolutions stand in the ledger. Under row-level security an index on an expression of jsonb is
-- not used, because the expression is not leakproof; so these run as the owner, with the workspace that the caller
-- cannot choose.
CREATE INDEX events_lesson ON events (workspace_id, split_part(id, '.', 1)) WHERE id LIKE 'les\_%';
CREATE INDEX events_retired ON events (workspace_id, (payload ->> 'resolution_id')) WHERE kind = 'resolution-retired';
CREATE INDEX events_forgotten ON events (workspace_id, seq) WHERE kind = 'events-forgotten';

-- All events of these lessons. A human agent's lesson is a promise of its own, and what was promised again or edited
-- begins with its id; an imported one is found by its exemplar, and brings the text that follows it directly.
CREATE FUNCTION lesson_events(of_lessons text[], of_exemplars text[])
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
  )
  SELECT * FROM own
  UNION ALL SELECT * FROM taught
  UNION ALL
  SELECT e.seq, NULL, t.exemplar_id, e.kind, e.payload FROM taught t JOIN events e
    ON e.workspace_id = current_workspace() AND e.seq = t.seq + 1 AND e.kind = 'resolution-upserted'
      AND e.payload -> 'resolution' ->> 'id' = t.payload -> 'exemplar' ->> 'resolution_id'
  ORDER BY 1
$$;
REVOKE ALL ON FUNCTION lesson_events(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lesson_events(text[], text[]) TO understudy_app;

-- All that the ledger says of the texts of these resolutions
CREATE FUNCTION resolution_events(of_resolutions text[])
RETURNS TABLE (seq bigint, resolution_id text, kind text, payload jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.seq, e.payload -> 'resolution' ->> 'id', e.kind, e.payload FROM events e
    WHERE e.workspace_id = current_workspace() AND e.kind = 'resolution-upserted'
      AND e.payload -> 'resolution' ->> 'id' = ANY (of_resolutions)
  UNION ALL
  SELECT e.seq, e.payload ->> 'resolution_id', e.kind, e.payload FROM events e
    WHERE e.workspace_id = current_workspace() AND e.kind = 'resolution-retired'
      AND e.payload ->> 'resolution_id' = ANY (of_resolutions)
  ORDER BY 1
$$;
REVOKE ALL ON FUNCTION resolution_events(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolution_events(text[]) TO understudy_app;

-- Which answers a resolution gave
CREATE INDEX decisions_resolution ON decisions (workspace_id, resolution_id, at DESC) WHERE resolution_id IS NOT NULL;
