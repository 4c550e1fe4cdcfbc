-- What reviewers say of the answers that a preview shows are blocking tests too.
ALTER TABLE blocking_tests DROP CONSTRAINT blocking_tests_source_check;
ALTER TABLE blocking_tests ADD CONSTRAINT blocking_tests_source_check
  CHECK (source IN ('negative-knowledge', 'audit', 'preview'));

-- Cases that were shown until now do not tell which decision they are of: they are counted again when somebody asks.
UPDATE lessons SET impact = NULL WHERE impact -> 'cases' <> '[]';
