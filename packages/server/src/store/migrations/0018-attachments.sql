-- Files that go with a message. Its bytes stand here, what is shown of it stands in the message, too.
CREATE TABLE attachments (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  uploader text NOT NULL CHECK (uploader IN ('customer', 'member')),
  customer_id text, -- the visitor who uploaded it, as long as it is not sent
  conversation_id text, -- null: uploaded by a visitor, and not sent yet
  message_id text, -- null: not sent yet
  name text NOT NULL,
  type text NOT NULL, -- as found by the content
  bytes bytea NOT NULL,
  size integer NOT NULL CHECK (size > 0),
  sha256 bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE,
  CHECK (customer_id IS NOT NULL OR conversation_id IS NOT NULL),
  CHECK (message_id IS NULL OR (conversation_id IS NOT NULL AND customer_id IS NULL))
);
-- Images are packed already.
ALTER TABLE attachments ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX attachments_conversation ON attachments (workspace_id, conversation_id);
CREATE INDEX attachments_message ON attachments (workspace_id, message_id);
CREATE INDEX attachments_customer ON attachments (workspace_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX attachments_age ON attachments (workspace_id, at);

ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON attachments TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON attachments TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON attachments TO understudy_app;

ALTER TABLE messages ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]';

-- Kept for ever where nobody says otherwise.
UPDATE retention SET policy = policy || '{"attachments": null}',
  last_run = jsonb_set(last_run, '{gone,attachments}', '0');
