-- Answers that went out alone and were drawn for a person to check. A verdict may be taken back until it is settled;
-- only then it becomes an outcome (append-only) and a label of the ledger.
CREATE TABLE audits (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  decision_id text NOT NULL,
  conversation_id text NOT NULL,
  audit_rate double precision NOT NULL, -- in force when it was sent: the least probability of a draw
  opened_at timestamptz NOT NULL,
  verdict text CHECK (verdict IN ('right', 'wrong', 'harmless', 'unsure')),
  correction jsonb,
  judge_id text, -- the member; null for a key
  judged_by text, -- name of the person or the key
  judged_at timestamptz,
  settled_at timestamptz,
  PRIMARY KEY (workspace_id, decision_id),
  CHECK ((verdict IS NULL) = (judged_at IS NULL)),
  CHECK (settled_at IS NULL OR verdict IS NOT NULL),
  FOREIGN KEY (workspace_id, decision_id) REFERENCES decisions (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX audits_queue ON audits (workspace_id, (verdict IS NOT NULL), opened_at, decision_id);

ALTER TABLE audits ENABLE ROW LEVEL SECURITY;
ALTER TABLE audits FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON audits TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON audits TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON audits TO understudy_app;
