-- Did answers get worse, and did questions change? How the watches stand, what they hold, and how questions moved by day.

-- One watch for each level, subject and source, as it stood last
CREATE TABLE harm_watches (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  level text NOT NULL CHECK (level IN ('workspace', 'area', 'topic', 'resolution')),
  subject_id text NOT NULL, -- 'all', the stakes, a topic, a resolution
  source text NOT NULL CHECK (source IN ('audits', 'complaints')),
  evidence double precision NOT NULL,
  acts_at double precision NOT NULL,
  answers integer NOT NULL,
  wrong integer NOT NULL,
  alarmed_at timestamptz, -- the last alarm that was acted upon
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, level, subject_id, source)
);

-- What was held because answers got worse; released ones stay as the history
CREATE TABLE harm_holds (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  level text NOT NULL CHECK (level IN ('workspace', 'area', 'topic', 'resolution')),
  subject_id text NOT NULL,
  why text NOT NULL,
  action text NOT NULL,
  lesson_id text, -- of an answer: the lesson that a person decides about
  since timestamptz NOT NULL,
  released_at timestamptz,
  released_why text,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX harm_holds_open ON harm_holds (workspace_id, level, subject_id) WHERE released_at IS NULL;

-- How the questions of the week before a night differed from those of the weeks before
CREATE TABLE input_drifts (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  day date NOT NULL,
  name text NOT NULL CHECK (name IN ('topic-mix', 'novelty', 'vocabulary', 'meaning')),
  value double precision NOT NULL, -- in standard deviations of its null
  p double precision, -- null: too little to tell
  raw double precision NOT NULL,
  moved boolean NOT NULL,
  PRIMARY KEY (workspace_id, day, name)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['harm_watches', 'harm_holds', 'input_drifts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
