/**
 * What a message does in a thread: a customer confirms, denies or asks on; an agent answers, asks back or chats.
 *
 * A small lexicon in seven languages (en de fr es it nl pt), read clause by clause with negation, doubt and
 * history words in view, so that "still doesn't work", "it worked before" and "if that works" confirm nothing.
 * The last clause that has a verdict wins: "thanks, but it is back" denies. Where the lexicon is silent it
 * abstains; it never guesses. Limits: irony, and languages outside the list (only thanks is known there).
 *
 * @example readCustomerMessage('That worked, thanks!') // 'confirms'
 * @example readCustomerMessage("Thanks but it still doesn't work") // 'denies'
 */
import { countWords, sentencesOf, wordsOf } from './words.ts';

export type CustomerVerdict = 'confirms' | 'denies' | 'asks' | 'solved-alone' | 'other';
export type AgentAct = 'answers' | 'asks' | 'chats';

const CONFIRMS =
  /\b(work(s|ed|ing)?|did the (trick|job)|solved( it)?|resolved|fixed|sorted|success|problem (is )?gone|good now|back to normal|perfect|brilliant|funktioniert|geklappt|klappt|gelöst|behoben|erledigt|marche|fonctionn(e|é|ent)|résolu|réglé|funcion(a|ó|ando|ou)|solucionad[oa]|resuelto|resolvid[oa]|arreglado|consegui|funziona(to)?|risolto|werkt|opgelost|gelukt)(?![\p{L}\p{N}])/iu;
const DENIES =
  /\b(no (luck|joy|change|difference|success|help|effect|avail)|same (problem|issue|error|thing|result)|still (the same|broken|there|happening|failing|getting|have|having|see|seeing|no|not|can'?t|get|fails?|stuck)|to no avail|nope|(came|is|it'?s) back( again)?(?! to normal)|keeps? (happening|failing|crashing)|fail(s|ed)|unsuccessful|immer noch|gleiche[rs]? (problem|fehler)|leider|toujours|même (problème|erreur)|malheureusement|sigue|mismo (problema|error)|purtroppo|stesso (problema|errore)|nog steeds|helaas|hetzelfde|continua|mesmo (problema|erro)|infelizmente)(?![\p{L}\p{N}])/iu;
const NEGATES =
  /^(not|no|never|nothing|cannot|without|neither|none|\w+n't|dont|doesnt|didnt|isnt|wasnt|wont|cant|hasnt|nicht|nichts|nie|kein\w*|pas|jamais|rien|nada|nunca|non|niente|mai|niet|geen|nooit|não|nao|nem)$/u;
const DOUBTS =
  /\b(if|whether|unless|used to|would|should|could|hope|hoping|will|gonna|might|may|always|how|supposed|wenn|falls|ob|hoffe|si|espère|espero|se|spero|als|eerst|hoop|was working|were working|had worked)\b/iu;
const SOLVED_ALONE =
  /\b(i('ve| have)?( now| just| finally)? (found (a|the|out|another)|figured (it )?out|solved (it|this) (myself|by))|the way i (solved|fixed)|(solved|fixed|worked) (it |this )?(out )?(myself|on my own)|never ?mind|selbst (gelöst|gefunden)|j'ai trouvé|ho trovato|he encontrado|zelf (gevonden|opgelost))\b/iu;
/** Anywhere in the clause they put it into the past. */
const HISTORY = /\b(until|before|previously|earlier|vorher|früher|avant|antes|prima|eerder|voorheen)\b/iu;
const THANKS =
  /(thank|thx|\bty\b|cheers|danke|merci|gracias|grazie|bedankt|dank je|dank u|obrigad|děkuj|köszön|kiitos|dziękuj|спасибо|ありがとう|谢谢)/iu;
const PENDING =
  /\b(i'?ll|will|going to|let me|let you know|try|trying|report back|probier\w*|versuch\w*|essaye\w*|vais|probar\w*|intentar\w*|prover\w*|provo|zal|probeer|vou|tentar\w*)\b/iu;
const CONTRASTS = /\b(but|however|though|although|yet|aber|jedoch|mais|pero|ma|però|maar|mas)\b/giu;
const QUESTION_MARK = /[?？]/u;
const REQUESTS =
  /\b((please|kindly|can you|could you|bitte|s'il vous plaît|por favor|per favore|graag)\b.{0,40}\b(send|post|provide|attach|share|tell|copy|paste|describe|confirm|upload|reply|schick\w*|nennen|envoyer|envi\w+|invi\w+|stuur\w*)|(need|require) (some )?more (info|information|details)|without (more|further) (info|information|details)|paste the information)/iu;
/** Announces that somebody else, or somebody later, will answer. */
const HANDS_ON =
  /\b((passed|forwarded|escalated|handed|transferred|raised|assigned) (this|it|that|your \w+)?.{0,20}\b(on|over|to|with)\b|(will|'ll|going to) (get back|write|reach out|follow up|be in touch|contact you|reply|answer|take a (closer )?look|look into|investigate)|(takes?|taking) (it )?over from here|(are|am|'re|'m|is) (looking into|investigating)|need to (look at|check) (the|our|your)? ?(logs?|account|system)|melden uns|leite .{0,30} weiter|reviendr(ons|ai) vers vous|nous revenons|le responderemos|vi faremo sapere|nemen contact)(?![\p{L}\p{N}])/iu;
const MIN_ANSWER_WORDS = 6;
const STORY_WORDS = 60;
const MAX_THANKS_WORDS = 25;

function isNegated(clause: string, at: number): boolean {
  return wordsOf(clause.slice(0, at))
    .slice(-5)
    .some((word) => NEGATES.test(word));
}

function readClause(clause: string): 'confirms' | 'denies' | null {
  if (DENIES.test(clause)) return 'denies';
  const match = CONFIRMS.exec(clause);
  if (match === null || HISTORY.test(clause) || DOUBTS.test(clause.slice(0, match.index + match[0].length)))
    return null;
  const after = wordsOf(clause.slice(match.index + match[0].length));
  const negated = isNegated(clause, match.index) || NEGATES.test(after[0] ?? '');
  return negated ? 'denies' : 'confirms';
}

const clausesOf = (sentence: string): readonly string[] =>
  sentence.replace(CONTRASTS, ';$1').split(/[,;:–—]|\s-\s/u);

function isPureThanks(text: string): boolean {
  return (
    THANKS.test(text) &&
    countWords(text) <= MAX_THANKS_WORDS &&
    !PENDING.test(text) &&
    text.search(CONTRASTS) < 0
  );
}

/** Long messages tell stories; what they conclude stands in their first or last two sentences. */
function edgesOf(sentences: readonly string[]): readonly string[] {
  const isStory = countWords(sentences.join(' ')) > STORY_WORDS;
  return isStory ? sentences.filter((_, i) => i === 0 || i >= sentences.length - 2) : sentences;
}

function lastVerdict(sentences: readonly string[]): 'confirms' | 'denies' | null {
  const said = sentences.filter((sentence) => !QUESTION_MARK.test(sentence)).flatMap(clausesOf);
  return said.map(readClause).findLast((verdict) => verdict !== null) ?? null;
}

/** What a customer's later message says about the answers before it; doubt anywhere counts, success at the edges. */
export function readCustomerMessage(message: string): CustomerVerdict {
  const text = message.replaceAll('’', "'");
  const sentences = sentencesOf(text);
  const verdict = lastVerdict(edgesOf(sentences)) ?? (lastVerdict(sentences) === 'denies' ? 'denies' : null);
  if (verdict === 'denies') return 'denies';
  if (QUESTION_MARK.test(text)) return 'asks';
  if (verdict === 'confirms') return SOLVED_ALONE.test(text) ? 'solved-alone' : 'confirms';
  return isPureThanks(text) ? 'confirms' : 'other';
}

const isAsking = (sentence: string): boolean =>
  QUESTION_MARK.test(sentence.slice(-3)) || REQUESTS.test(sentence);

/** What an agent's message, freed of boilerplate, does. A link is always an answer; a promise to answer never is. */
export function readAgentMessage(text: string): AgentAct {
  if (/https?:\/\//iu.test(text)) return 'answers';
  const sentences = sentencesOf(text.replaceAll('’', "'"));
  const said = sentences.filter((sentence) => !isAsking(sentence) && !HANDS_ON.test(sentence));
  const words = countWords(said.join(' '));
  if (said.length === sentences.length) return words >= MIN_ANSWER_WORDS ? 'answers' : 'chats';
  if (words >= 2 * MIN_ANSWER_WORDS) return 'answers';
  return sentences.some(isAsking) ? 'asks' : 'chats';
}
