-- Who followed a guide: one visitor whose page is odd breaks no guide alone
ALTER TABLE guide_runs ADD COLUMN customer_id text;
CREATE INDEX guide_runs_customer ON guide_runs (workspace_id, customer_id) WHERE customer_id IS NOT NULL;
-- What retention takes: runs that belong to no conversation
CREATE INDEX guide_runs_age ON guide_runs (workspace_id, at) WHERE conversation_id IS NULL;

-- Conversations of one channel since a day: how many customers nobody has vouched for
CREATE INDEX conversations_begun ON conversations (workspace_id, channel, created_at);
