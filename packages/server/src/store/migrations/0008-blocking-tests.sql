-- Questions whose answer a lesson must not break, or must not bring back. Those of approved lessons stand with them.
CREATE TABLE blocking_tests (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL, -- from its source: the same source makes one test
  question jsonb NOT NULL, -- redacted text and context; its vector stands under its id
  question_id text NOT NULL,
  resolution_id text NOT NULL,
  expect text NOT NULL CHECK (expect IN ('must', 'must-not')),
  source text NOT NULL CHECK (source IN ('negative-knowledge', 'audit')),
  decision_id text NOT NULL,
  at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX blocking_tests_in_force ON blocking_tests (workspace_id, at DESC, id) WHERE retired_at IS NULL;
CREATE INDEX blocking_tests_question ON blocking_tests (workspace_id, question_id);

ALTER TABLE blocking_tests ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocking_tests FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON blocking_tests TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON blocking_tests TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON blocking_tests TO understudy_app;

-- The past that a preview decides again
CREATE INDEX decisions_newest ON decisions (workspace_id, at DESC, id DESC);
