-- A snapshot may hold many megabytes. Kept in parts, no statement carries more than one of them. It is a cache: what
-- was kept is folded again. Neither parts nor vectors shrink by compression, so that PostgreSQL need not try.
DROP TABLE snapshots;
CREATE TABLE snapshots (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  config_hash text NOT NULL,
  seq bigint NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace_id, config_hash, seq, part)
);
ALTER TABLE snapshots ENABLE ROW LEVEL SECURITY;
ALTER TABLE snapshots FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON snapshots TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON snapshots TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshots TO understudy_app;

ALTER TABLE snapshots ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE question_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;

-- Statistics of every word of every message cost seconds, and no query here is planned by them.
ALTER INDEX messages_text ALTER COLUMN 1 SET STATISTICS 0;
