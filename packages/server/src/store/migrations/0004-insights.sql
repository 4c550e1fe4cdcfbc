-- What people look up beside decisions: the few events of the glossary, and questions by their id.
CREATE INDEX events_glossary ON events (workspace_id, seq) WHERE kind = 'glossary-changed';
CREATE INDEX exemplars_question ON exemplars (workspace_id, question_id);
