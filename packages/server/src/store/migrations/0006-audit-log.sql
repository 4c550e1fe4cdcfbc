-- Who did what: one chain of entries a workspace, without gaps. Each hash covers the entry and the hash before it, so
-- who changes or takes away an entry must change every later one; docs/audit-log.md says how to compute them again.
--
-- What may name a person stands in `detail` alone. The chain holds only its salted hash, so that `detail` and `salt`
-- can be erased and the chain still holds. Everything that is hashed is a plain word: no space, no line break.
CREATE TABLE audit_log (
  workspace_id text NOT NULL REFERENCES workspaces (id),
  seq bigint NOT NULL CHECK (seq > 0),
  at timestamptz(3) NOT NULL,
  category text NOT NULL CHECK (category ~ '^[A-Za-z0-9_-]+$'),
  action text NOT NULL CHECK (action ~ '^[A-Za-z0-9_-]+$'),
  outcome text NOT NULL CHECK (outcome ~ '^[A-Za-z0-9_-]+$'), -- done, begun, or the code of the problem
  actor_kind text NOT NULL CHECK (actor_kind IN ('member', 'key', 'system', 'stranger')),
  actor_id text CHECK (actor_id ~ '^[a-z]+_[A-Za-z0-9_-]+$'),
  via text NOT NULL CHECK (via IN ('session', 'key', 'local', 'none')),
  subject_kind text CHECK (subject_kind ~ '^[A-Za-z0-9_-]+$'),
  subject_id text CHECK (subject_id ~ '^[a-z]+_[A-Za-z0-9_-]+$'), -- one of our own ids: never an address or a name
  detail text CHECK (length(detail) <= 20000), -- a JSON object, as it was hashed
  salt bytea CHECK (length(salt) = 16),
  detail_hash bytea NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (workspace_id, seq),
  CHECK ((detail IS NULL) = (salt IS NULL)),
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
CREATE INDEX audit_log_category ON audit_log (workspace_id, category, seq);
CREATE INDEX audit_log_actor ON audit_log (workspace_id, actor_id, seq);
CREATE INDEX audit_log_subject ON audit_log (workspace_id, subject_id, seq);

-- Where the chain ends. Its row is locked by whoever appends, until the commit: two at once cannot fork the chain.
CREATE TABLE audit_log_heads (
  workspace_id text PRIMARY KEY REFERENCES workspaces (id),
  seq bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE erased audit_log;
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('app.erasing', true) = 'on' THEN
    erased := OLD;
    erased.detail := NULL;
    erased.salt := NULL;
    IF NEW IS NOT DISTINCT FROM erased THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'US001';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION keep_audit_log();
CREATE TRIGGER audit_log_never_emptied BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log();

-- The one way in: the app role may call it and has no right to write the tables, so it can neither choose a hash nor
-- a place in the chain. `entry` holds the plain words.
CREATE FUNCTION append_audit_log(entry jsonb, new_detail text, new_salt bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  head audit_log_heads;
  added audit_log;
BEGIN
  INSERT INTO audit_log_heads VALUES (current_workspace(), 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT head FROM audit_log_heads h WHERE h.workspace_id = current_workspace() FOR UPDATE;
  added := jsonb_populate_record(NULL::audit_log, entry);
  added.workspace_id := head.workspace_id;
  added.seq := head.seq + 1;
  added.prev_hash := head.hash;
  added.detail := new_detail;
  added.salt := new_salt;
  added.detail_hash := sha256(convert_to(concat_ws(E'\n', 'understudy/audit-log-detail/1',
    encode(new_salt, 'hex'), new_detail), 'UTF8'));
  added.hash := sha256(convert_to(concat_ws(E'\n', 'understudy/audit-log/1', encode(added.prev_hash, 'hex'),
    added.workspace_id, added.seq, to_char(added.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    added.category, added.action, added.outcome, added.actor_kind, coalesce(added.actor_id, ''), added.via,
    coalesce(added.subject_kind, ''), coalesce(added.subject_id, ''), encode(added.detail_hash, 'hex')), 'UTF8'));
  INSERT INTO audit_log VALUES (added.*);
  UPDATE audit_log_heads h SET seq = added.seq, hash = added.hash WHERE h.workspace_id = added.workspace_id;
  RETURN added.seq;
END $$;
REVOKE ALL ON FUNCTION append_audit_log(jsonb, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit_log(jsonb, text, bytea) TO understudy_app;

-- The one door to erasure: what names a person goes, the entry and its hash stay. Out of reach of the app role.
CREATE FUNCTION erase_audit_details(of_workspace text, at_seq bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE erased integer;
BEGIN
  PERFORM set_config('app.erasing', 'on', true);
  UPDATE audit_log SET detail = NULL, salt = NULL
    WHERE workspace_id = of_workspace AND seq = ANY (at_seq) AND detail IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  PERFORM set_config('app.erasing', '', true);
  RETURN erased;
END $$;
REVOKE ALL ON FUNCTION erase_audit_details(text, bigint[]) FROM PUBLIC;

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON audit_log FOR SELECT TO understudy_app USING (workspace_id = current_workspace());
CREATE POLICY owner ON audit_log TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON audit_log TO understudy_app;
ALTER TABLE audit_log_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON audit_log_heads FOR SELECT TO understudy_app USING (workspace_id = current_workspace());
CREATE POLICY owner ON audit_log_heads TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON audit_log_heads TO understudy_app;
