-- Figures: what became of each conversation, in one row, and how many a day. docs/figures.md says what each measure counts.
--
-- Whatever changes about a conversation puts it down as dirty; a job counts the dirty ones anew. The counts a day follow
-- the rows in the same statement, however a row goes: also with the erasure or the retention of its conversation.

CREATE TABLE conversation_figures (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  conversation_id text NOT NULL,
  day date NOT NULL, -- of its opening, UTC
  opened_at timestamptz NOT NULL,
  topic_id text,
  resolution_id text,
  decision_id text, -- the first one
  account text, -- the company's own id of the account where it is proved, else the customer
  tokens jsonb NOT NULL DEFAULT '[]', -- what was known around the first question, as the engine saw it
  plan text,
  route text,
  release text,
  language text,
  stakes text,
  confidence double precision,
  novelty_p double precision,
  measures text[] NOT NULL,
  handle_ms bigint, -- of people; null where none worked on it
  first_reply_ms bigint,
  due_at timestamptz, -- when silence turns into assumed, and assumed into durable
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_figures_topic
  ON conversation_figures (workspace_id, topic_id, opened_at DESC, conversation_id DESC);
CREATE INDEX conversation_figures_account ON conversation_figures (workspace_id, account, opened_at DESC);
CREATE INDEX conversation_figures_resolution ON conversation_figures (workspace_id, resolution_id);
CREATE INDEX conversation_figures_worked
  ON conversation_figures (workspace_id, opened_at DESC, conversation_id DESC) WHERE handle_ms > 0;
CREATE INDEX conversation_figures_due ON conversation_figures (workspace_id, due_at) WHERE due_at IS NOT NULL;

-- How many; '' is all topics together, those without one included. A count may stand at 0.
CREATE TABLE daily_figures (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  topic_id text NOT NULL,
  day date NOT NULL,
  measure text NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (workspace_id, topic_id, day, measure)
);

-- What the list of topics reads, by day and by week (`start` is its Monday): a year of all topics is summed at once.
CREATE TABLE topic_figures (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  span text NOT NULL CHECK (span IN ('day', 'week')),
  start date NOT NULL,
  topic_id text NOT NULL,
  conversations integer NOT NULL,
  alone integer NOT NULL,
  confirmed integer NOT NULL,
  assumed integer NOT NULL,
  durable integer NOT NULL,
  handed_off integer NOT NULL,
  audited_right integer NOT NULL,
  audited_wrong integer NOT NULL,
  failed integer NOT NULL, -- answered alone, and it did not hold
  handle_ms bigint NOT NULL, -- of people
  PRIMARY KEY (workspace_id, span, start, topic_id)
);

-- What has changed since it was counted. Only appended to, so that nobody who writes waits for who counts.
CREATE TABLE dirty_conversations (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  conversation_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, seq)
);

-- How far counting is. `recount`: the last time that everything was counted anew.
CREATE TABLE figures_state (
  workspace_id text PRIMARY KEY DEFAULT current_workspace() REFERENCES workspaces (id),
  followed_at timestamptz,
  recount jsonb,
  absorbed double precision -- people's answers until the first right one alone: the topics' median, as of last night
);

-- When what is certified changed
CREATE TABLE certificate_changes (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  model_version bigint NOT NULL,
  cell text NOT NULL,
  change text NOT NULL CHECK (change IN ('unlocked', 'moved', 'locked')),
  threshold double precision, -- null where it is locked
  text text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, cell, model_version)
);
CREATE INDEX certificate_changes_newest ON certificate_changes (workspace_id, at DESC);

CREATE TABLE saved_views (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  page text NOT NULL,
  name text NOT NULL,
  search text NOT NULL,
  member_id text, -- null where a key saved it
  by text NOT NULL,
  shared boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversation_figures', 'daily_figures', 'topic_figures', 'dirty_conversations',
    'figures_state', 'certificate_changes', 'saved_views'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_workspace ON %I TO understudy_app USING (workspace_id = current_workspace()) '
      'WITH CHECK (workspace_id = current_workspace())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO understudy_app', t);
  END LOOP;
END $$;

-- One index a measure, in the order in which its conversations are listed: a rare one is found as fast as a frequent one.
DO $$
DECLARE m text;
BEGIN
  FOREACH m IN ARRAY ARRAY['conversations', 'answered-alone', 'confirmed', 'assumed', 'undecided', 'durable', 'reopened',
    'came-again', 'handed-off', 'handed-off:asked-for-person', 'handed-off:high-stakes', 'handed-off:dissatisfied',
    'handed-off:unknown', 'handed-off:unsure', 'handed-off:not-certified', 'handed-off:held', 'drafted',
    'assisted-as-is', 'assisted-edited', 'draft-discarded', 'by-people', 'audited-right', 'audited-wrong',
    'twin-answered', 'novel'] LOOP
    EXECUTE format('CREATE INDEX %I ON conversation_figures (workspace_id, opened_at DESC, conversation_id DESC) '
      'WHERE measures @> ARRAY[%L]', 'figures_' || translate(m, '-:', '__'), m);
  END LOOP;
END $$;

-- Puts down what a statement has changed. The owner's right, so that it also follows a cascade.
CREATE FUNCTION put_down_dirty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_TABLE_NAME = 'conversations' THEN
    INSERT INTO dirty_conversations (workspace_id, conversation_id) SELECT workspace_id, id FROM changed;
  ELSE
    INSERT INTO dirty_conversations (workspace_id, conversation_id)
      SELECT DISTINCT workspace_id, conversation_id FROM changed;
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversations', 'messages', 'decisions', 'outcomes', 'audits', 'page_contexts'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION put_down_dirty()', t || '_dirty_inserted', t);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION put_down_dirty()', t || '_dirty_updated', t);
  END LOOP;
END $$;

-- Whose conversation it is may be proved later
CREATE FUNCTION put_down_customers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO dirty_conversations (workspace_id, conversation_id)
    SELECT c.workspace_id, c.id FROM conversations c
    JOIN now_rows n ON n.workspace_id = c.workspace_id AND n.id = c.customer_id
    JOIN was_rows w ON w.workspace_id = n.workspace_id AND w.id = n.id
    WHERE (n.account_id, n.verified) IS DISTINCT FROM (w.account_id, w.verified);
  RETURN NULL;
END $$;
CREATE TRIGGER customers_dirty AFTER UPDATE ON customers REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION put_down_customers();

-- That a customer came again is known by what another conversation promises to the ledger
CREATE FUNCTION put_down_came_again() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO dirty_conversations (workspace_id, conversation_id)
    SELECT workspace_id, conversation_id FROM decisions
    WHERE workspace_id = NEW.workspace_id AND id = split_part(NEW.id, '.', 2);
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_dirty AFTER INSERT ON outbox FOR EACH ROW
  WHEN (NEW.id LIKE 'seen.%.came-again') EXECUTE FUNCTION put_down_came_again();

-- What a row adds to the counts of its day: its topic's, and all topics'
CREATE FUNCTION figure_parts(of_topic text, measures text[])
RETURNS TABLE (topic_id text, measure text) LANGUAGE sql IMMUTABLE AS $$
  SELECT t.topic_id, m FROM (SELECT '' UNION ALL SELECT of_topic) AS t (topic_id), unnest(measures) m
  WHERE t.topic_id IS NOT NULL
$$;

-- What it adds to its topic's day and week
CREATE FUNCTION topic_parts(of_day date, measures text[], worked_ms bigint)
RETURNS TABLE (span text, start date, conversations integer, alone integer, confirmed integer, assumed integer,
  durable integer, handed_off integer, audited_right integer, audited_wrong integer, failed integer, handle_ms bigint)
LANGUAGE sql IMMUTABLE AS $$
  SELECT s.span, s.start, 1, (measures @> ARRAY['answered-alone'])::integer, (measures @> ARRAY['confirmed'])::integer,
    (measures @> ARRAY['assumed'])::integer, (measures @> ARRAY['durable'])::integer,
    (measures @> ARRAY['handed-off'])::integer, (measures @> ARRAY['audited-right'])::integer,
    (measures @> ARRAY['audited-wrong'])::integer, (measures @> ARRAY['answered-alone']
      AND measures && ARRAY['handed-off:dissatisfied', 'reopened', 'came-again', 'audited-wrong'])::integer,
    coalesce(worked_ms, 0)
  FROM (VALUES ('day', of_day), ('week', date_trunc('week', of_day::timestamp)::date)) AS s (span, start)
$$;

-- The counts follow the rows. In the order of the key, so that two at once do not wait for each other in a circle.
CREATE FUNCTION count_figures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  come CONSTANT text := 'SELECT *, 1 AS by FROM now_rows';
  gone CONSTANT text := 'SELECT *, -1 AS by FROM was_rows';
  source text := CASE TG_OP WHEN 'INSERT' THEN come WHEN 'DELETE' THEN gone ELSE come || ' UNION ALL ' || gone END;
BEGIN
  EXECUTE format('INSERT INTO daily_figures AS d (workspace_id, topic_id, day, measure, count)
    SELECT r.workspace_id, p.topic_id, r.day, p.measure, sum(r.by)
    FROM (%s) r, figure_parts(r.topic_id, r.measures) p
    GROUP BY 1, 2, 3, 4 HAVING sum(r.by) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (workspace_id, topic_id, day, measure) DO UPDATE SET count = d.count + excluded.count', source);
  EXECUTE format('INSERT INTO topic_figures AS t
    SELECT r.workspace_id, p.span, p.start, r.topic_id, sum(r.by * p.conversations), sum(r.by * p.alone),
      sum(r.by * p.confirmed), sum(r.by * p.assumed), sum(r.by * p.durable), sum(r.by * p.handed_off),
      sum(r.by * p.audited_right), sum(r.by * p.audited_wrong), sum(r.by * p.failed), sum(r.by * p.handle_ms)
    FROM (%s) r, topic_parts(r.day, r.measures, r.handle_ms) p
    WHERE r.topic_id IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (workspace_id, span, start, topic_id) DO UPDATE SET
      conversations = t.conversations + excluded.conversations, alone = t.alone + excluded.alone,
      confirmed = t.confirmed + excluded.confirmed, assumed = t.assumed + excluded.assumed,
      durable = t.durable + excluded.durable, handed_off = t.handed_off + excluded.handed_off,
      audited_right = t.audited_right + excluded.audited_right, audited_wrong = t.audited_wrong + excluded.audited_wrong,
      failed = t.failed + excluded.failed, handle_ms = t.handle_ms + excluded.handle_ms', source);
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_figures_come AFTER INSERT ON conversation_figures REFERENCING NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_figures();
CREATE TRIGGER conversation_figures_gone AFTER DELETE ON conversation_figures REFERENCING OLD TABLE AS was_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_figures();
CREATE TRIGGER conversation_figures_changed AFTER UPDATE ON conversation_figures
  REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_figures();

-- Nobody has counted what stands already.
INSERT INTO dirty_conversations (workspace_id, conversation_id) SELECT workspace_id, id FROM conversations;
