-- How the team does its work, as it was approved. What stands is what approved lessons brought: a version whose lesson
-- waits, was rejected or taken back is none, and comes back with its lesson.
ALTER TABLE lessons DROP CONSTRAINT lessons_kind_check;
ALTER TABLE lessons ADD CONSTRAINT lessons_kind_check CHECK (kind IN (
  'new-resolution', 'new-exemplar', 'correction', 'negative', 'condition', 'merge', 'retirement', 'split', 'workflow'
));

CREATE TABLE workflows (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL, -- from its resolution: a topic has one workflow
  resolution_id text NOT NULL, -- what the work leads to: it stands for the topic, whose own id may change
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id)
);
CREATE UNIQUE INDEX workflows_resolution ON workflows (workspace_id, resolution_id);

CREATE TABLE workflow_versions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  workflow_id text NOT NULL,
  version integer NOT NULL,
  lesson_id text NOT NULL,
  title text NOT NULL,
  text text NOT NULL, -- one line a step
  evidence jsonb, -- what spoke for it when it was mined; null where a person wrote it
  author text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, workflow_id, version),
  FOREIGN KEY (workspace_id, workflow_id) REFERENCES workflows (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, lesson_id) REFERENCES lessons (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX workflow_versions_lesson ON workflow_versions (workspace_id, lesson_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['workflows', 'workflow_versions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
