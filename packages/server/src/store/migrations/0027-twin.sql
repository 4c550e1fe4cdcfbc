-- The frozen twin: the model as it stood at the first question, which goes on deciding in the shadow
CREATE TABLE twins (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  frozen_seq bigint NOT NULL, -- it learned nothing behind this position
  frozen_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id)
);

-- What the twin would have done about the first question of each conversation. `was_right`, `twin_was_right`: whether the
-- first candidate solves it, once people have said so.
CREATE TABLE twin_decisions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  decision_id text NOT NULL,
  conversation_id text NOT NULL,
  at timestamptz NOT NULL,
  answered boolean NOT NULL,
  twin_answered boolean NOT NULL,
  resolution_id text,
  twin_resolution_id text,
  was_right boolean,
  twin_was_right boolean,
  PRIMARY KEY (workspace_id, decision_id),
  FOREIGN KEY (workspace_id, decision_id) REFERENCES decisions (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX twin_decisions_age ON twin_decisions (workspace_id, at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['twins', 'twin_decisions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace())
      WITH CHECK (workspace_id = current_workspace())', name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', name);
  END LOOP;
END $$;

-- What the twin would have done is counted, too
CREATE TRIGGER twin_decisions_dirty AFTER INSERT ON twin_decisions REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION put_down_dirty();
