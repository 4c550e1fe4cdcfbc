-- More of something than usual, over days as one thing, and what people did about it
CREATE TABLE incidents (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'watching', 'closed', 'not-one')),
  kind text NOT NULL CHECK (kind IN ('topic', 'new-topic', 'term')),
  title text NOT NULL,
  keys jsonb NOT NULL, -- topics and terms by which it was seen, each with its first and latest day
  opened_at timestamptz NOT NULL,
  burst_at timestamptz NOT NULL, -- when a burst was last seen to belong to it
  p double precision NOT NULL,
  language text, -- that of most of its conversations
  consistent_with jsonb NOT NULL DEFAULT '[]',
  banner text,
  held jsonb NOT NULL DEFAULT '[]', -- ids of answers
  history jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX incidents_age ON incidents (workspace_id, opened_at, id);
CREATE INDEX incidents_ongoing ON incidents (workspace_id, burst_at);

CREATE TABLE incident_days (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  incident_id text NOT NULL,
  day date NOT NULL,
  count integer NOT NULL,
  expected double precision NOT NULL,
  high double precision NOT NULL, -- the upper end of usual
  PRIMARY KEY (workspace_id, incident_id, day),
  FOREIGN KEY (workspace_id, incident_id) REFERENCES incidents (workspace_id, id) ON DELETE CASCADE
);

-- They go with their conversation
CREATE TABLE incident_conversations (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  incident_id text NOT NULL,
  conversation_id text NOT NULL,
  PRIMARY KEY (workspace_id, incident_id, conversation_id),
  FOREIGN KEY (workspace_id, incident_id) REFERENCES incidents (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX incident_conversations_conversation ON incident_conversations (workspace_id, conversation_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['incidents', 'incident_days', 'incident_conversations'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
