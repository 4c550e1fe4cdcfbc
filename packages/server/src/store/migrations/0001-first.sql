-- The first schema. The same file runs on PGlite and on PostgreSQL >= 15; no extension is needed.
--
-- Isolation: every table that belongs to a workspace has forced row-level security. The role `understudy_app`,
-- to which `asWorkspace` switches, sees the rows of `app.workspace_id` only; the owner of the tables sees all.
-- Keys lead with workspace_id, so that a foreign key can never point into another workspace.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'understudy_app') THEN
    CREATE ROLE understudy_app NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'understudy_app', 'USAGE') THEN
    EXECUTE format('GRANT understudy_app TO %I', current_user);
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this cluster was faster
END $$;

CREATE SCHEMA auth; -- people's sign-in; its tables stand outside row-level security and out of reach of the app role

-- '' and NULL both mean "no workspace": after its first use in a session a setting falls back to ''
CREATE FUNCTION current_workspace() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('app.workspace_id', true), '') $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.erasing', true) = 'on' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'US001';
END $$;

CREATE TABLE workspaces (
  id text PRIMARY KEY,
  name text NOT NULL,
  public_key text NOT NULL UNIQUE,
  visitor_secret bytea NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  encoder_id text,
  ledger_head bigint NOT NULL DEFAULT 0,
  stream_head bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE members (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'lead', 'agent')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, user_id)
);
CREATE INDEX members_user ON members (user_id);

CREATE TABLE api_keys (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL UNIQUE,
  hash bytea NOT NULL,
  scopes jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE customers (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  external_id text,
  name text,
  email text,
  account text,
  verified boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, external_id)
);

CREATE TABLE conversations (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  customer_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('widget', 'api', 'import')),
  status text NOT NULL CHECK (status IN ('ai', 'waiting', 'human', 'resolved')),
  subject text NOT NULL DEFAULT '',
  preview text NOT NULL DEFAULT '',
  assignee_id text,
  waiting_since timestamptz,
  last_seq integer NOT NULL DEFAULT 0,
  unread boolean NOT NULL DEFAULT false,
  generation integer NOT NULL DEFAULT 0, -- counts who has the word: raised at take-over, hand-back, resolve
  source text,
  external_id text,
  context jsonb NOT NULL DEFAULT '{}',
  ticket jsonb, -- what an imported ticket brought that has no column: topic, resolution, actions, meta
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, source, external_id),
  FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id),
  FOREIGN KEY (workspace_id, assignee_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX conversations_view ON conversations (workspace_id, status, updated_at DESC, id DESC);
CREATE INDEX conversations_newest ON conversations (workspace_id, updated_at DESC, id DESC);
CREATE INDEX conversations_customer ON conversations (workspace_id, customer_id, updated_at DESC);

CREATE TABLE messages (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  conversation_id text NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  author text NOT NULL CHECK (author IN ('customer', 'ai', 'agent', 'system')),
  member_id text,
  author_name text,
  kind text NOT NULL CHECK (kind IN ('message', 'note', 'clarify', 'hand-off', 'event')),
  text text NOT NULL,
  citations jsonb NOT NULL DEFAULT '[]',
  choices jsonb NOT NULL DEFAULT '[]',
  decision_id text,
  client_id text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, conversation_id, seq),
  UNIQUE (workspace_id, conversation_id, client_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX messages_client ON messages (workspace_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX messages_text ON messages USING gin (to_tsvector('simple', left(text, 20000)));

CREATE TABLE decisions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  conversation_id text NOT NULL,
  message_id text NOT NULL, -- the customer's turn that was decided on; one decision a turn
  generation integer NOT NULL,
  action text NOT NULL CHECK (action IN ('answer', 'draft', 'clarify', 'hand_off')),
  resolution_id text,
  confidence double precision NOT NULL,
  audited boolean NOT NULL DEFAULT false,
  model_version bigint NOT NULL,
  question jsonb NOT NULL,
  decision jsonb NOT NULL, -- the whole of it, as the engine returned it: enough to explain and to replay
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'superseded')),
  draft_state text CHECK (draft_state IN ('open', 'accepted', 'edited', 'discarded')),
  draft_text text,
  draft_citations jsonb NOT NULL DEFAULT '[]',
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, message_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX decisions_conversation ON decisions (workspace_id, conversation_id, at);
CREATE INDEX decisions_open_draft ON decisions (workspace_id, conversation_id) WHERE draft_state = 'open';

CREATE TABLE outcomes (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  conversation_id text NOT NULL,
  decision_id text,
  kind text NOT NULL,
  source_event text NOT NULL, -- what it was seen in (a message, a click, a job); the same one counts once
  detail jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE NULLS NOT DISTINCT (workspace_id, conversation_id, decision_id, kind, source_event)
);
CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE ON outcomes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcomes_never_emptied BEFORE TRUNCATE ON outcomes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE resolutions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  links jsonb NOT NULL DEFAULT '[]',
  stakes text NOT NULL CHECK (stakes IN ('read-only', 'account-changing', 'money-security')),
  stage text NOT NULL CHECK (stage IN ('captured', 'shadow', 'suggest', 'auto')),
  version integer NOT NULL DEFAULT 1,
  sources jsonb NOT NULL DEFAULT '[]',
  source_key text, -- what it was made from; the same source makes one resolution
  uses integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, source_key)
);
CREATE INDEX resolutions_most_used ON resolutions (workspace_id, uses DESC, id DESC);

CREATE TABLE resolution_versions (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  resolution_id text NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  links jsonb NOT NULL DEFAULT '[]',
  author text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, resolution_id, version),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE lessons (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new-resolution', 'new-exemplar', 'correction')),
  stage text NOT NULL CHECK (stage IN ('captured', 'shadow', 'suggest', 'auto')),
  title text NOT NULL,
  question text NOT NULL,
  resolution_id text NOT NULL,
  exemplar_id text,
  conversation_id text,
  author text,
  source text NOT NULL CHECK (source IN ('human-reply', 'article', 'workflow')),
  source_key text NOT NULL, -- what it was drawn from; the same source teaches once
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, source_key),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id)
);
CREATE INDEX lessons_newest ON lessons (workspace_id, at DESC, id DESC);

CREATE TABLE exemplars (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  resolution_id text NOT NULL,
  question_id text NOT NULL,
  question_text text NOT NULL, -- redacted
  context jsonb NOT NULL DEFAULT '[]',
  language text,
  account text,
  lesson_id text,
  conversation_id text,
  stage text NOT NULL CHECK (stage IN ('captured', 'shadow', 'suggest', 'auto')),
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES resolutions (workspace_id, id),
  FOREIGN KEY (workspace_id, lesson_id) REFERENCES lessons (workspace_id, id)
);
CREATE INDEX exemplars_resolution ON exemplars (workspace_id, resolution_id);

-- One vector a question and encoder: exemplars and ledger events name their question
CREATE TABLE question_vectors (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  question_id text NOT NULL,
  encoder_id text NOT NULL,
  vector bytea NOT NULL, -- float32, little endian
  PRIMARY KEY (workspace_id, encoder_id, question_id)
);

CREATE TABLE events (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  seq bigint NOT NULL CHECK (seq > 0),
  id text NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  question_id text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, seq),
  UNIQUE (workspace_id, id)
);
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_never_emptied BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The one door to erasure. Positions and kinds stay, so that the ledger keeps its order; the contents go,
-- and with them the vectors, which are derived from the customer's words.
CREATE FUNCTION erase_events(of_workspace text, at_seq bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE erased integer;
BEGIN
  PERFORM set_config('app.erasing', 'on', true);
  DELETE FROM question_vectors v USING events e
    WHERE e.workspace_id = of_workspace AND e.seq = ANY (at_seq)
      AND v.workspace_id = of_workspace AND v.question_id = e.question_id;
  UPDATE events SET payload = '{"erased": true}', question_id = NULL
    WHERE workspace_id = of_workspace AND seq = ANY (at_seq);
  GET DIAGNOSTICS erased = ROW_COUNT;
  PERFORM set_config('app.erasing', '', true);
  RETURN erased;
END $$;
REVOKE ALL ON FUNCTION erase_events(text, bigint[]) FROM PUBLIC;

CREATE TABLE snapshots (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  seq bigint NOT NULL,
  config_hash text NOT NULL,
  bytes bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, config_hash, seq)
);

CREATE TABLE outbox (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX outbox_open ON outbox (workspace_id, created_at) WHERE done_at IS NULL;

-- What open pages hear; kept for a while so that a page that was away can catch up
CREATE TABLE stream_events (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  seq bigint NOT NULL,
  audience text NOT NULL, -- 'console', or the id of a conversation
  payload jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX stream_events_audience ON stream_events (workspace_id, audience, seq);
CREATE INDEX stream_events_age ON stream_events (at);

CREATE TABLE imports (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  source text NOT NULL,
  dry_run boolean NOT NULL DEFAULT false,
  topics text NOT NULL DEFAULT 'categories' CHECK (topics IN ('categories', 'issues')),
  state text NOT NULL CHECK (state IN ('running', 'learning', 'done', 'failed', 'cancelled')),
  file text,
  line bigint NOT NULL DEFAULT 0, -- lines that are committed: where to go on after a crash
  read integer NOT NULL DEFAULT 0,
  accepted integer NOT NULL DEFAULT 0,
  known integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  resolutions integer NOT NULL DEFAULT 0,
  stage text NOT NULL DEFAULT 'reading' CHECK (stage IN ('reading', 'mining', 'encoding', 'learning', 'done')),
  stage_done integer NOT NULL DEFAULT 0,
  stage_total integer,
  error text,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX imports_one_at_a_time ON imports (workspace_id) WHERE state IN ('running', 'learning');
CREATE INDEX imports_newest ON imports (workspace_id, started_at DESC, id DESC);

CREATE TABLE rejected_rows (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  import_id text NOT NULL,
  line bigint NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (workspace_id, import_id, line),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE
);

-- Runs over the past that draw the learning curve
CREATE TABLE replays (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  detail text,
  report jsonb,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX replays_newest ON replays (workspace_id, started_at DESC);

CREATE TABLE curve_points (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  replay_id text NOT NULL,
  tickets integer NOT NULL,
  point jsonb NOT NULL,
  PRIMARY KEY (workspace_id, replay_id, tickets),
  FOREIGN KEY (workspace_id, replay_id) REFERENCES replays (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE idempotency_keys (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  endpoint text NOT NULL,
  caller text NOT NULL, -- member, key or visitor
  key text NOT NULL,
  body_hash text NOT NULL,
  response jsonb, -- null while the first request is under way
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, endpoint, caller, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (at);

CREATE TABLE setup (
  token_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);

-- Under row-level security a text search cannot use its index, because @@ is not leakproof. So the search runs
-- as the owner, with the workspace as an explicit condition that the caller cannot choose. Newest first.
CREATE FUNCTION search_conversations(query text, at_most integer) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id FROM conversations c
  WHERE c.workspace_id = current_workspace() AND c.id IN (
    SELECT m.conversation_id FROM messages m
      WHERE m.workspace_id = current_workspace()
        AND to_tsvector('simple', left(m.text, 20000)) @@ websearch_to_tsquery('simple', query)
    UNION
    SELECT c2.id FROM customers u JOIN conversations c2
      ON c2.workspace_id = u.workspace_id AND c2.customer_id = u.id
      WHERE u.workspace_id = current_workspace()
        AND position(lower(query) IN lower(coalesce(u.name, '') || ' ' || coalesce(u.email, ''))) > 0
  )
  ORDER BY c.updated_at DESC, c.id DESC
  LIMIT least(at_most, 1000)
$$;
REVOKE ALL ON FUNCTION search_conversations(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_conversations(text, integer) TO understudy_app;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['workspaces', 'members', 'api_keys', 'customers', 'conversations', 'messages',
    'decisions', 'outcomes', 'resolutions', 'resolution_versions', 'lessons', 'exemplars', 'question_vectors',
    'events', 'snapshots', 'outbox', 'stream_events', 'imports', 'rejected_rows', 'replays', 'curve_points',
    'idempotency_keys'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (%s = current_workspace()) WITH CHECK (%s = current_workspace())',
      name, CASE name WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END, CASE name WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO understudy_app', name);
    IF name NOT IN ('events', 'outcomes') THEN
      EXECUTE format('GRANT UPDATE, DELETE ON %I TO understudy_app', name);
    END IF;
  END LOOP;
END $$;

-- The app role neither makes nor removes workspaces
REVOKE INSERT, DELETE ON workspaces FROM understudy_app;
ALTER TABLE setup ENABLE ROW LEVEL SECURITY;
ALTER TABLE setup FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON setup TO CURRENT_USER USING (true) WITH CHECK (true);
