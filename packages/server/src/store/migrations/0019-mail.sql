-- Where a customer wants the replies of a conversation that they have not seen
CREATE TABLE reply_addresses (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  conversation_id text NOT NULL,
  address text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'de', 'ar')),
  page text, -- to come back to
  at timestamptz NOT NULL, -- of the consent
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);

-- What became of each reply's e-mail
CREATE TABLE reply_mails (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  message_id text NOT NULL,
  conversation_id text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'seen', 'stopped', 'failed')),
  tries integer NOT NULL DEFAULT 0,
  error text, -- what the mail server said last
  at timestamptz NOT NULL, -- of the last change
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX reply_mails_conversation ON reply_mails (workspace_id, conversation_id);

ALTER TABLE reply_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE reply_addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON reply_addresses TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON reply_addresses TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON reply_addresses TO understudy_app;

ALTER TABLE reply_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE reply_mails FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON reply_mails TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON reply_mails TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON reply_mails TO understudy_app;
