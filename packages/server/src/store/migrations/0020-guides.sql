-- Ways through the product's pages, as they were approved. What stands is what approved lessons brought, as with workflows.
ALTER TABLE lessons DROP CONSTRAINT lessons_kind_check;
ALTER TABLE lessons ADD CONSTRAINT lessons_kind_check CHECK (kind IN (
  'new-resolution', 'new-exemplar', 'correction', 'negative', 'condition', 'merge', 'retirement', 'split', 'workflow',
  'glossary', 'guide'
));

CREATE TABLE guides (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL, -- from its resolution, which has one guide
  resolution_id text NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  broken_version integer, -- the version that people could not follow; a later one stands for itself
  checked_at timestamptz, -- breaks from before that were dismissed by a person
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id)
);
CREATE UNIQUE INDEX guides_resolution ON guides (workspace_id, resolution_id);

CREATE TABLE guide_versions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  guide_id text NOT NULL,
  version integer NOT NULL,
  lesson_id text NOT NULL,
  title text NOT NULL,
  steps jsonb NOT NULL,
  author text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, guide_id, version),
  FOREIGN KEY (workspace_id, guide_id) REFERENCES guides (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, lesson_id) REFERENCES lessons (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX guide_versions_lesson ON guide_versions (workspace_id, lesson_id);

-- One row each time that somebody follows a guide; it goes with the conversation that it belongs to
CREATE TABLE guide_runs (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  guide_id text NOT NULL,
  run_id text NOT NULL,
  version integer NOT NULL,
  conversation_id text,
  state text NOT NULL CHECK (state IN ('started', 'step', 'completed', 'left', 'broken')),
  step integer NOT NULL, -- the last one that was reached, from 0 on
  broken_step integer, -- the first one that was not found
  broken_at timestamptz,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, guide_id, run_id),
  FOREIGN KEY (workspace_id, guide_id) REFERENCES guides (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX guide_runs_version ON guide_runs (workspace_id, guide_id, version, at);
CREATE INDEX guide_runs_conversation ON guide_runs (workspace_id, conversation_id) WHERE conversation_id IS NOT NULL;

-- Recordings that a person started: the token of each is good once
CREATE TABLE guide_recordings (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  resolution_id text NOT NULL,
  member_id text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['guides', 'guide_versions', 'guide_runs', 'guide_recordings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
