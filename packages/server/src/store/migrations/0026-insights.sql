-- What the watch found about places and releases, which waiting conversations come first, how accounts fare, what it is worth.

-- Found in the night; one that was not found again stays, and is not shown
CREATE TABLE insights (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL, -- from its kind, topic and tokens
  kind text NOT NULL CHECK (kind IN ('lift', 'friction', 'release')),
  topic_id text NOT NULL,
  tokens jsonb NOT NULL, -- of a release its name
  count integer NOT NULL,
  expected double precision NOT NULL,
  accounts integer NOT NULL,
  lift double precision NOT NULL,
  low double precision NOT NULL,
  high double precision NOT NULL,
  q double precision NOT NULL,
  since timestamptz, -- of a release
  found_at timestamptz NOT NULL, -- last
  dismissed_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX insights_found ON insights (workspace_id, found_at);

-- The last search, and how well scores of accounts told who left
CREATE TABLE insight_searches (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  at timestamptz NOT NULL,
  tested integer NOT NULL,
  backtest jsonb NOT NULL
);

CREATE TABLE account_health (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  account text NOT NULL,
  customer_id text, -- where it is one person, of whom no account is proved
  score double precision, -- null: too few contacts
  contacts integer NOT NULL,
  parts jsonb NOT NULL,
  latest_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, account),
  FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX account_health_worst ON account_health (workspace_id, score, account);
CREATE INDEX account_health_customer ON account_health (workspace_id, customer_id) WHERE customer_id IS NOT NULL;

-- Of each conversation that was handed over: its parts without the wait, which goes on
CREATE TABLE priorities (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  conversation_id text NOT NULL,
  parts jsonb NOT NULL,
  odds double precision NOT NULL, -- log-odds of the parts, by the weights of then
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);

-- A person took one, and others waited: what the weights are learned from
CREATE TABLE priority_choices (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  conversation_id text NOT NULL,
  at timestamptz NOT NULL,
  taken jsonb NOT NULL,
  passed jsonb NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, at),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX priority_choices_newest ON priority_choices (workspace_id, at DESC);

CREATE TABLE priority_weights (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  weights jsonb NOT NULL,
  choices integer NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE cost_models (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  model jsonb NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Conversations that could have been answered alone while a share of them was held out, drawn with that probability
CREATE TABLE hold_out_draws (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  conversation_id text NOT NULL,
  decision_id text NOT NULL,
  probability double precision NOT NULL,
  held boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX hold_out_draws_at ON hold_out_draws (workspace_id, at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['insights', 'insight_searches', 'account_health', 'priorities', 'priority_choices',
    'priority_weights', 'cost_models', 'hold_out_draws'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
