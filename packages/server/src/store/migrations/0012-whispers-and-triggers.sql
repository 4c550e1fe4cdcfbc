-- What a person tells the AI agent to say next. Its words are those of its note in the transcript.
CREATE TABLE whispers (
  workspace_id text NOT NULL DEFAULT current_workspace() REFERENCES workspaces (id),
  id text NOT NULL,
  conversation_id text NOT NULL,
  message_id text NOT NULL, -- the note
  generation integer NOT NULL, -- of the conversation: where the word changed hands since, it has lapsed
  resolution_id text, -- what is to be said; null: the words of the note
  is_lesson boolean NOT NULL,
  by text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'said', 'taken-back')),
  decision_id text, -- of the reply that it became
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversations (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX whispers_waiting ON whispers (workspace_id, conversation_id, generation) WHERE state = 'waiting';
CREATE INDEX whispers_conversation ON whispers (workspace_id, conversation_id, at);
CREATE INDEX whispers_decision ON whispers (workspace_id, decision_id) WHERE decision_id IS NOT NULL;

ALTER TABLE whispers ENABLE ROW LEVEL SECURITY;
ALTER TABLE whispers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON whispers TO understudy_app
  USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace());
CREATE POLICY owner ON whispers TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON whispers TO understudy_app;

-- What people said of a question's stakes
CREATE INDEX events_stakes ON events (workspace_id, question_id, seq) WHERE kind = 'stakes-labelled';

-- A person who may not sign in any more; `holds_lessons`: what they taught is not to stand meanwhile
ALTER TABLE members ADD COLUMN suspended_at timestamptz, ADD COLUMN holds_lessons boolean NOT NULL DEFAULT false;

-- Until when people said that an answer holds
ALTER TABLE resolutions ADD COLUMN valid_until timestamptz;

-- A lesson drawn from a page: which, and the hash of what it said; since when the page says something else
ALTER TABLE lessons ADD COLUMN page_id text, ADD COLUMN page_hash text, ADD COLUMN source_changed_at timestamptz,
  ADD COLUMN source_changed_to text;
UPDATE lessons SET page_id = split_part(source_key, ' ', 1)
  WHERE source IN ('article', 'workflow') AND conversation_id IS NULL AND source_key LIKE 'msg\_%';
CREATE INDEX lessons_page ON lessons (workspace_id, page_id) WHERE page_id IS NOT NULL;

-- A decision whose reply a person whispered: no answer that the AI agent gave by itself
ALTER TABLE decisions ADD COLUMN steered boolean NOT NULL DEFAULT false;
