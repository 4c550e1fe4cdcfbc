-- What a person should know, and what became of it
CREATE TABLE alarms (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  key text NOT NULL, -- what it is about: it is open once at a time
  kind text NOT NULL CHECK (kind IN (
    'harm', 'certificate-locked', 'incident', 'input-drift', 'broken-guide', 'delivery-failed'
  )),
  severity text NOT NULL CHECK (severity IN ('acts', 'informs')),
  title text NOT NULL,
  text text NOT NULL,
  done text, -- what the system has done
  link text NOT NULL, -- a path of the console
  raised_at timestamptz NOT NULL,
  settled_at timestamptz,
  settled_by text, -- name of the person; null: nobody, it was over
  settled_note text,
  history jsonb NOT NULL DEFAULT '[]',
  is_mail_due boolean NOT NULL DEFAULT false, -- waits for a place among the e-mails of this hour
  mailed_at timestamptz, -- when its e-mail was written; of those that share one, the same
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX alarms_open ON alarms (workspace_id, key) WHERE settled_at IS NULL;
CREATE INDEX alarms_age ON alarms (workspace_id, raised_at, id);
CREATE INDEX alarms_mailed ON alarms (workspace_id, mailed_at) WHERE mailed_at IS NOT NULL;
CREATE INDEX alarms_mail_due ON alarms (workspace_id, raised_at) WHERE is_mail_due;

CREATE TABLE webhooks (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  url text NOT NULL,
  events jsonb NOT NULL,
  is_on boolean NOT NULL,
  created_at timestamptz NOT NULL,
  stopped text, -- why nothing is sent any more
  failures integer NOT NULL DEFAULT 0, -- tries that failed, since the last one that did not
  last_success_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);

-- One of them, or two while they are changed over
CREATE TABLE webhook_secrets (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  webhook_id text NOT NULL,
  prefix text NOT NULL,
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  retires_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhooks (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_secrets_webhook ON webhook_secrets (workspace_id, webhook_id);

-- What is to be sent, and how it went
CREATE TABLE deliveries (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  webhook_id text NOT NULL,
  event text NOT NULL,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  tries jsonb NOT NULL DEFAULT '[]',
  tried integer NOT NULL DEFAULT 0, -- since it was promised, or replayed
  next_try_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhooks (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX deliveries_webhook ON deliveries (workspace_id, webhook_id, created_at, id);
CREATE INDEX deliveries_age ON deliveries (workspace_id, created_at);

-- Who hears of alarms and summaries by e-mail; one row a workspace
CREATE TABLE notices (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  alarms jsonb NOT NULL,
  summary jsonb NOT NULL,
  next_summary_at timestamptz
);

-- E-mails to the team, one an address
CREATE TABLE notice_mails (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  address text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  tries integer NOT NULL DEFAULT 0,
  error text, -- what the mail server said last
  at timestamptz NOT NULL, -- of the last change
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX notice_mails_age ON notice_mails (workspace_id, at);

-- Counted for those who watch from outside
CREATE INDEX conversations_status ON conversations (workspace_id, status);
CREATE INDEX decisions_action ON decisions (workspace_id, action);
CREATE INDEX lessons_stage ON lessons (workspace_id, status, stage);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['alarms', 'webhooks', 'webhook_secrets', 'deliveries', 'notices', 'notice_mails'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;
