-- Keys with which the host page's server signs who its visitors are. The id is the `kid` of the tokens.
CREATE TABLE identity_keys (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  sealed_secret bytea NOT NULL, -- AES-256-GCM, with a key that is made of the server's secret key
  created_at timestamptz NOT NULL,
  retired_at timestamptz, -- what it signs is refused since then; kept, so that a check can say so
  PRIMARY KEY (workspace_id, id)
);
ALTER TABLE identity_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON identity_keys TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON identity_keys TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON identity_keys TO understudy_app;

-- Whom a signed token has named. Only such tokens write these columns; what a page says of itself stands with the
-- conversation. `account_id` is the host's own id of the account.
ALTER TABLE customers
  DROP COLUMN verified,
  ADD COLUMN verified_at timestamptz,
  ADD COLUMN account_id text,
  ADD COLUMN traits jsonb NOT NULL DEFAULT '{}';
ALTER TABLE customers ADD COLUMN verified boolean GENERATED ALWAYS AS (verified_at IS NOT NULL) STORED;
