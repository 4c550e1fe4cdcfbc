-- What a desk of a million conversations asks for: nothing that a page shows reads all rows.

-- A member's own conversations, listed and counted
CREATE INDEX conversations_own ON conversations (workspace_id, assignee_id, updated_at DESC, id DESC)
  WHERE status <> 'resolved';

-- What the twin would have done, as counted: 'answered', 'twin-answered', and where both were judged 'judged', 'right',
-- 'twin-right'. Null where it was not asked.
ALTER TABLE conversation_figures ADD COLUMN twin text[];

-- The twin by days; '' is all topics together, those without one included.
CREATE TABLE twin_figures (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  topic_id text NOT NULL,
  day date NOT NULL,
  conversations integer NOT NULL,
  answered integer NOT NULL,
  twin_answered integer NOT NULL,
  judged integer NOT NULL,
  was_right integer NOT NULL,
  twin_was_right integer NOT NULL,
  PRIMARY KEY (workspace_id, topic_id, day)
);
ALTER TABLE twin_figures ENABLE ROW LEVEL SECURITY;
ALTER TABLE twin_figures FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON twin_figures TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON twin_figures TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON twin_figures TO understudy_app;

-- What a row adds to its topic's day, and to all topics'
CREATE FUNCTION twin_parts(of_topic text, twin text[])
RETURNS TABLE (topic_id text, conversations integer, answered integer, twin_answered integer, judged integer,
  was_right integer, twin_was_right integer) LANGUAGE sql IMMUTABLE AS $$
  SELECT t.topic_id, 1, ('answered' = ANY (twin))::integer, ('twin-answered' = ANY (twin))::integer,
    ('judged' = ANY (twin))::integer, ('right' = ANY (twin))::integer, ('twin-right' = ANY (twin))::integer
  FROM (SELECT '' UNION ALL SELECT of_topic) AS t (topic_id)
  WHERE t.topic_id IS NOT NULL AND twin IS NOT NULL
$$;

-- The counts follow the rows, in the order of the key.
CREATE FUNCTION count_twin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  come CONSTANT text := 'SELECT *, 1 AS by FROM now_rows';
  gone CONSTANT text := 'SELECT *, -1 AS by FROM was_rows';
  source text := CASE TG_OP WHEN 'INSERT' THEN come WHEN 'DELETE' THEN gone ELSE come || ' UNION ALL ' || gone END;
BEGIN
  EXECUTE format('INSERT INTO twin_figures AS t
    SELECT * FROM (
      SELECT r.workspace_id, p.topic_id, r.day, sum(r.by) AS conversations, sum(r.by * p.answered) AS answered,
        sum(r.by * p.twin_answered) AS twin_answered, sum(r.by * p.judged) AS judged, sum(r.by * p.was_right) AS was_right,
        sum(r.by * p.twin_was_right) AS twin_was_right
      FROM (%s) r, twin_parts(r.topic_id, r.twin) p GROUP BY 1, 2, 3
    ) s WHERE (conversations, answered, twin_answered, judged, was_right, twin_was_right) <> (0, 0, 0, 0, 0, 0)
    ORDER BY 1, 2, 3
    ON CONFLICT (workspace_id, topic_id, day) DO UPDATE SET conversations = t.conversations + excluded.conversations,
      answered = t.answered + excluded.answered, twin_answered = t.twin_answered + excluded.twin_answered,
      judged = t.judged + excluded.judged, was_right = t.was_right + excluded.was_right,
      twin_was_right = t.twin_was_right + excluded.twin_was_right', source);
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_figures_twin_come AFTER INSERT ON conversation_figures REFERENCING NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_twin();
CREATE TRIGGER conversation_figures_twin_gone AFTER DELETE ON conversation_figures REFERENCING OLD TABLE AS was_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_twin();
CREATE TRIGGER conversation_figures_twin_changed AFTER UPDATE ON conversation_figures
  REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_twin();

-- What people have said of it since is counted, too.
CREATE TRIGGER twin_decisions_judged AFTER UPDATE ON twin_decisions REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION put_down_dirty();
INSERT INTO dirty_conversations (workspace_id, conversation_id)
  SELECT workspace_id, conversation_id FROM twin_decisions;
