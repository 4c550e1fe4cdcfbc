-- Where the steps of a conversation stand in the ledger: an erasure would read all of it for them. For the owner, like the
-- indexes of 0007.
CREATE INDEX events_path ON events (workspace_id, (payload -> 'path' ->> 'conversation_id')) WHERE kind = 'path-observed';

-- How long each kind of data is kept, and what the last night took. No row: everything, for ever.
CREATE TABLE retention (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  policy jsonb NOT NULL,
  last_run jsonb
);
ALTER TABLE retention ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON retention TO understudy_app USING (workspace_id = current_workspace())
  WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON retention TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON retention TO understudy_app;

-- A saved model of an encoder that nobody uses any more is as old as its desk was then.
ALTER TABLE snapshots ADD COLUMN at timestamptz NOT NULL DEFAULT now();
