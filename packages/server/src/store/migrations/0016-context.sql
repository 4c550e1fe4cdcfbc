-- What a customer saw when they wrote a message. `page` null: they withheld it.
CREATE TABLE page_contexts (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  message_id text NOT NULL,
  conversation_id text NOT NULL,
  page jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX page_contexts_conversation ON page_contexts (workspace_id, conversation_id, at);
CREATE INDEX page_contexts_age ON page_contexts (workspace_id, at);

-- What the company's systems told of its accounts, by the company's own id. `facts`: name → { value, at }; a null value
-- is kept, so that an older word that comes late does not bring it back.
CREATE TABLE accounts (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  account_id text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  facts_at timestamptz NOT NULL, -- of the newest word
  PRIMARY KEY (workspace_id, account_id)
);

CREATE TABLE account_events (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  account_id text NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, account_id, at, name)
);
CREATE INDEX account_events_age ON account_events (workspace_id, at);

-- The schema of facts as it was inferred. `values`: some of those that accounts have or had, as text; of a field that looks
-- personal (`excluded_why` is `name` or `value`) neither these nor any account's are kept.
CREATE TABLE fact_fields (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('boolean', 'number', 'string', 'date')),
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  accounts integer NOT NULL DEFAULT 0,
  values jsonb NOT NULL DEFAULT '[]',
  is_excluded boolean NOT NULL DEFAULT false,
  excluded_why text CHECK (excluded_why IN ('name', 'value', 'switched-off')),
  CHECK (is_excluded = (excluded_why IS NOT NULL)),
  PRIMARY KEY (workspace_id, name)
);

CREATE TABLE releases (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  name text NOT NULL,
  at timestamptz NOT NULL,
  notes text NOT NULL DEFAULT '',
  PRIMARY KEY (workspace_id, name)
);
CREATE INDEX releases_newest ON releases (workspace_id, at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['page_contexts', 'accounts', 'account_events', 'fact_fields', 'releases'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace())
      WITH CHECK (workspace_id = current_workspace())', name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', name);
  END LOOP;
END $$;

-- What customers saw is kept for 30 days, where nobody says otherwise.
UPDATE retention SET policy = policy || '{"page_contexts": 30}';
UPDATE retention SET last_run = jsonb_set(last_run, '{gone,page_contexts}', '0') WHERE last_run IS NOT NULL;
