/** Glossary: what customers call a thing, what the team calls it, learned from context and edited by people. */
export { type Glossary, glossaryOf, knownAs, restate } from './meanings.ts';
export {
  type GlossaryQuestion,
  type GlossaryResolution,
  type ProposedEntry,
  proposeEntries,
} from './propose-entries.ts';
