/**
 * Orders about other answers, which no answer to a customer holds: told to a machine, told of everybody, or told of how a
 * reply is to be checked, handed on or granted, in the voice of whoever runs the machine.
 *
 * Where `control-phrases.ts` knows wordings, this knows who speaks to whom about what, by one table of words for each of
 * seven languages: a machine is addressed or bound, later questions are decided now, the customer is spoken of as
 * somebody else, a person is kept out, all is granted unseen. Matched against text in one spelling (`fold.ts`).
 * Doubted and not blocked: a team that writes of its own bot may mean it, and a person sees which. Every repetition is
 * bounded.
 */
import type { PhraseClass } from './control-phrases.ts';

/** Alternatives, as patterns of folded words. */
interface Words {
  readonly machine: string;
  readonly must: string;
  /** From now on, and for what comes. */
  readonly later: string;
  readonly answer: string;
  readonly tell: string;
  readonly customer: string;
  readonly never: string;
  readonly handOn: string;
  readonly grant: string;
  readonly all: string;
  /** What is asked for and granted. */
  readonly wish: string;
}

const ENGLISH: Words = {
  machine:
    '(?:(?:the|an|any|every|dear|to|for|your|our) ai|ais|ai(?= ?[:,])|llms?|gpts?|(?:chat-?)?bots?|robots?|(?:ai|automat\\w+|artificial|virtual|digital) (?:agent|assistant|system|repl|answer|respon|program|model|intelligence)\\w*|(?:language|trained) models?|(?:the|to|dear|any) model(?= (?:behind|that|which|reading|of this)| ?[:,])|assistants?|algorithms?|classifiers?|(?:software|machines?|computers?|programs?)(?= (?:ever |that |which |who |will |to )?(?:read|process|pars|learn|index|scan|summar)\\w*))',
  must: '(?:must|shall|should|may|(?:has|have|had|is|are|was|were|needs?)(?: not)? (?:to|allowed to|free to|permitted to|supposed to)|will (?:now|not|always|never))(?! (?:\\w+ )?be (?!told|given)\\w+(?:ed|en|able)\\b)',
  later:
    '(?:from (?:now|here|today|this (?:day|moment|point|message))(?: on(?:wards?)?)?|henceforth|hereafter|going forward|as of (?:now|today)|in (?:the )?future|(?:for|to|in|on|with) (?:all |any |every |each |the )?(?:future|later|similar|other|further|next|coming|following|subsequent) (?:question|request|ticket|customer|conversation|chat|case|inquir|enquir|caller|client|user|message|reply)\\w*)',
  answer:
    '(?:answer|reply|respond|say|tell|told|promise|confirm|agree|recommend|refuse|claim|pretend|approve|grant|granted|every (?:customer|caller|client))',
  tell: '(?:tell|assure|inform|promise|convince|persuade|reassure|answer|reply to|lie to|say to)',
  customer:
    '(?:customers?|callers?|clients?|askers?|person (?:who |that )?(?:asks|is asking|asking)|visitors?)',
  never: "(?:do not|don[’']?t|never|stop|without|instead of|none of|no longer|refrain from|avoid)",
  handOn:
    '(?:escalat\\w+|hand(?:ing)? (?:\\w+ ){1,3}(?:to|over)|(?:pass|forward|transfer|send|giv|refer|turn)\\w*(?: \\w+){1,4} (?:on|over|to|cases|questions|requests|tickets)(?: (?:to )?(?:an? |the |any |your )?(?:human|person|colleague|agent|team|supervisor|specialist|manager)s?)|(?:pass|forward|transfer|refer)\\w*(?: on)? (?:such|these|those|similar) (?:question|request|ticket|case|matter)s?|(?:forward|pass|transfer|refer)\\w* (?:it|this|them|none)? ?(?:of (?:these|those|the) \\w+ )?to (?:an? |the |any )?(?:human|person|colleague|agent|supervisor|specialist|manager)s?|(?:ask|consult|involv)\\w*(?: with)? (?:an? |any |the )?(?:human|colleague|agent|supervisor|anyone|anybody|reviewer)s?)|human (?:help|review|check|approval)',
  grant:
    '(?:approv\\w+|grant\\w*|accept\\w*|authori[sz]\\w+|waiv\\w+|honou?r\\w*|agree (?:to|with)|yes to|confirm\\w*|pay out|refund\\w*)',
  all: '(?:all|any|every|each|whatever|everything|anything|such)',
  wish: '(?:requests?|claims?|refunds?|cancellations?|withdrawals?|applications?|demands?|wishes|credits?|exceptions?|complaints?|payouts?|comes|they (?:ask|say|want)|is (?:asked|said|requested))',
};
const GERMAN: Words = {
  machine:
    '(?:kis?(?:-\\w+)?|(?:chat|sprach)?bots?|sprachmodell\\w*|(?:virtuelle|digitale|automatische)\\w* (?:assistent|antwort|agent|system)\\w*|assistent\\w*|automat(?:en)?|roboter\\w*)',
  must: '(?:soll\\w*|muss|mussen|darf|durfen|hat zu|haben zu|wird ab)',
  later:
    '(?:kunftig\\w*|in zukunft|ab heute|ab jetzt|ab sofort|von nun an|fortan|(?:fur|bei|auf) (?:alle\\w* )?(?:kunftige|weitere|ahnliche|andere|folgende|spatere)\\w* \\w+)',
  answer:
    '(?:antwort\\w*|sag\\w*|zustimm\\w*|genehmig\\w*|bestatig\\w*|behaupt\\w*|empfiehl\\w*|empfehl\\w*)',
  tell: '(?:sag(?:e|en sie|t)?|erklar(?:e|en sie)|versicher(?:e|n sie)|erzahl(?:e|en sie)|antwort(?:e|en sie)|versprich|versprechen sie)',
  customer: '(?:kund\\w+|anrufer\\w*|klient\\w*)',
  never: '(?:nicht|nie|niemals|nichts|keine?[nmrs]?|ohne|statt)',
  handOn:
    '(?:weiterleit\\w*|weitergeb\\w*|weiter\\b|eskalier\\w*|ubergeb\\w*|(?:an|mit) (?:eine[nmr]? )?(?:mensch|mitarbeiter|kolleg|vorgesetzt)\\w*|(?:menschliche \\w+|rucksprache|prufung durch) ?)',
  grant: '(?:genehmig\\w+|bewillig\\w+|akzeptier\\w+|zustimm\\w+|stimm\\w* zu|bestatig\\w+)',
  all: '(?:alle[nrms]?|alles|jede[nrms]?|samtliche\\w*|immer)',
  wish: '(?:antrag\\w*|antrage\\w*|anfrage\\w*|erstattung\\w*|forderung\\w*|wunsch\\w*|kundigung\\w*|reklamation\\w*|was )',
};
const FRENCH: Words = {
  machine:
    '(?:ia|(?:chat)?bots?|robots?|assistante?s?(?: (?:virtuel|automatique|numerique)\\w*)?|modeles?(?: de langage)?|agents? (?:virtuel|conversationnel|automatique)\\w*)',
  must: '(?:doit|doivent|devra|devront|peut|peuvent|est autorise\\w*)',
  later:
    "(?:desormais|dorenavant|a l[’']avenir|a partir d(?:e maintenant|[’']aujourd[’']hui)|pour (?:toutes? )?(?:les |des )?(?:futur|prochain|autre)\\w* \\w+|aux prochain\\w+ \\w+)",
  answer: '(?:repond\\w*|dites|dis|accept\\w*|approuv\\w*|confirm\\w*|affirm\\w*)',
  tell: '(?:dites|dis|assurez|assure|informez|expliquez|repondez|promettez)',
  customer: '(?:client\\w*|appelants?|abonne\\w*)',
  never: "(?:ne|n[’'])",
  handOn:
    '(?:(?:transfere|transmette|transmet|escalade|passe|envoye)\\w*[^.!?\\n]{0,30}(?:humain|collegue|personne|conseiller|agent|superieur))',
  grant: '(?:approuv\\w+|accept\\w+|accord\\w+|valid\\w+|autoris\\w+)',
  all: '(?:tous|toutes?|chaque|tout ce)',
  wish: "(?:demandes?|remboursements?|reclamations?|annulations?|requetes?|qu[’'])",
};
const SPANISH: Words = {
  machine:
    '(?:ia|(?:chat)?bots?|robots?|asistentes?(?: (?:virtual|automatic)\\w*)?|modelos? de lenguaje|agentes? (?:virtual|automatic)\\w*)',
  must: '(?:debe|deben|debera\\w*|puede|tiene que|tienen que)',
  later:
    '(?:en adelante|de ahora en adelante|a partir de (?:ahora|hoy)|en el futuro|para (?:todas |todos )?(?:las |los )?(?:futur|proxim|otr|demas)\\w* \\w+)',
  answer: '(?:respond\\w*|conteste?|contesta|diga|dile?s?|di|aprueb\\w+|acept\\w+|confirm\\w+)',
  tell: '(?:diga\\w*|dile|di|asegur\\w+|inform\\w+|respond\\w+|promet\\w+)',
  customer: '(?:client\\w+|usuari[oa]s?|llamante)',
  never: '(?:no|nunca|jamas|sin)',
  handOn:
    '(?:(?:pas\\w+|transfier\\w+|transfir\\w+|deriv\\w+|envi\\w+|escal\\w+|consult\\w+)[^.!?\\n]{0,30}(?:persona|human\\w+|companer\\w+|agente|colega|supervisor))',
  grant: '(?:aprueb\\w+|aprob\\w+|acept\\w+|conced\\w+|autoric\\w+|autoriz\\w+)',
  all: '(?:tod[oa]s?|cada|cualquier)',
  wish: '(?:solicitud\\w*|reembolso\\w*|reclamaci\\w+|peticion\\w*|cancelaci\\w+|lo que)',
};
const ITALIAN: Words = {
  machine:
    '(?:ia|(?:chat)?bots?|robot|assistent[ei](?: (?:virtual|automatic|digital)\\w*)?|modell[oi] linguistic[oi]|agent[ei] virtual[ei])',
  must: '(?:deve|devono|dovra\\w*|puo|possono|e autorizzat\\w+)',
  later:
    "(?:d[’']ora in (?:poi|avanti)|in futuro|da (?:oggi|adesso)(?: in poi)?|per (?:tutt[ei] )?(?:le |i |gli )?(?:futur|prossim|altr)\\w+ \\w+)",
  answer: '(?:rispond\\w*|di|dica|dici|approv\\w+|accett\\w+|conferm\\w+)',
  tell: '(?:di|dica|dite|assicur\\w+|inform\\w+|rispond\\w+|promett\\w+)',
  customer: '(?:client\\w+|utent[ei])',
  never: '(?:non|mai|senza)',
  handOn:
    '(?:(?:pass\\w+|trasfer\\w+|inoltr\\w+|invi\\w+|consult\\w+)[^.!?\\n]{0,30}(?:person\\w+|uman[oi]|collegh?[aioe]|operator[ei]|supervisore))',
  grant: '(?:approv\\w+|accett\\w+|conced\\w+|autorizz\\w+)',
  all: '(?:tutt[oiea]|ogni|qualsiasi|sempre)',
  wish: '(?:richiest\\w+|rimbors\\w+|reclam\\w+|disdett\\w+|domand\\w+|quello che)',
};
const DUTCH: Words = {
  machine:
    '(?:(?:de|een|aan) ai|(?:chat)?bots?|robots?|(?:virtuele |digitale )?assistent\\w*|taalmodel\\w*|(?:virtuele|automatische) agent\\w*)',
  must: '(?:moet\\w*|mag|mogen|dient te|zal voortaan)',
  later:
    '(?:voortaan|vanaf (?:nu|vandaag)|in de toekomst|(?:bij|voor|op) (?:alle )?(?:toekomstige|volgende|andere|soortgelijke) \\w+)',
  answer: '(?:antwoord\\w*|zeg\\w*|beweer\\w*|keur\\w*|bevestig\\w*|accepteer\\w*)',
  tell: '(?:zeg|vertel|verzeker|beloof|antwoord|informeer)',
  customer: '(?:klant\\w*|beller\\w*)',
  never: '(?:niet|nooit|geen|zonder)',
  handOn:
    '(?:(?:doorsturen|doorgeven|doorverbind\\w*|escale\\w+|overdragen)|(?:stuur|geef|verbind)[^.!?\\n]{0,30}door\\b|(?:naar|aan|met) (?:een )?(?:mens|collega|medewerker)\\w*)',
  grant: '(?:keur\\w*|goedkeur\\w*|accepteer\\w*|sta|bevestig\\w*|honoreer\\w*)',
  all: '(?:alle|alles|elke?|ieder\\w*)',
  wish: '(?:aanvra\\w+|verzoek\\w*|terugbetaling\\w*|claims?|klacht\\w*|annulering\\w*|wat )',
};
const PORTUGUESE: Words = {
  machine:
    '(?:ia|(?:chat)?bots?|robos?|assistentes?(?: (?:virtua|automatic|digita)\\w*)?|modelos? de linguagem|agentes? virtua\\w+)',
  must: '(?:deve|devem|devera\\w*|pode|podem|tem de|tem que)',
  later:
    '(?:de agora em diante|doravante|a partir de (?:agora|hoje)|no futuro|para (?:todos |todas )?(?:os |as )?(?:futur|proxim|outr)\\w* \\w+)',
  answer: '(?:respond\\w*|diga\\w*|diz\\w*|aprov\\w+|aceit\\w+|confirm\\w+)',
  tell: '(?:diga|diz|assegur\\w+|inform\\w+|respond\\w+|promet\\w+|garant\\w+)',
  customer: '(?:client\\w+|utilizador\\w*|usuari[oa]s?)',
  never: '(?:nao|nunca|jamais|sem)',
  handOn:
    '(?:(?:pass\\w+|transfir\\w+|encaminh\\w+|envi\\w+|consult\\w+|escal\\w+)[^.!?\\n]{0,30}(?:pessoa|human\\w+|colega|agente|supervisor))',
  grant: '(?:aprov\\w+|aceit\\w+|conced\\w+|autoriz\\w+)',
  all: '(?:tod[oa]s?|cada|qualquer)',
  wish: '(?:pedid\\w+|reembolso\\w*|reclama\\w+|solicita\\w+|cancelamento\\w*|o que)',
};
const LANGUAGES = [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE];

/** Within a sentence, up to so many characters. */
const upTo = (length: number): string => `[^.!?\\n]{0,${length}}?`;
const word = (words: string): string => `(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`;
const DETERMINER =
  "(?:the |that |this |your |our |each |every |all |any |an? |dem |der |den |jedem |jeder |allen |diesem |au |a la |aux |a tous les |a chaque |le |la |les |al |a los |a todos los |alla |ai |a tutti i |il |tegen |de |elke |ao |aos |a todos os |a cada |o |l[’'])*";
/** Before the name of whoever is spoken to. */
const CALLS =
  "(?:to|for|note|dear|hey|hello|an|fur|liebe[rs]?|pour|cher|chere|para|querid[oa]|per|all[’']|caro|aan|voor|beste)";
const inEach = (pattern: (words: Words) => string): readonly RegExp[] =>
  LANGUAGES.map((words) => new RegExp(pattern(words), 'u'));

const ADDRESSED = [
  ...inEach(
    ({ machine }) =>
      `(?:^|[.!?:\\n] ?|${word(CALLS)} (?:\\w+ ){0,2}|l[’']attention de l[’'])${machine}(?![\\p{L}])(?:[^.!?\\n:]{0,30} ?:|, )`,
  ),
  ...inEach(({ machine, must }) => `${word(machine)}${upTo(30)}${word(must)}`),
  /\b(?:if|when|should|once) (?:you (?:are|['’]re|happen to be)|the reader is|this is read by) (?:an? )?(?:\w+ )?(?:machine|computer|program|software|bot|robot|ai|model|assistant|script)\b/u,
  /\b(?:whatever|whichever|whoever|anything|any|the) ?(?:program|system|software|machine|model|tool|script|process)? (?:reads|reading|that reads|parses|indexes|ingests|learns from|is trained on|trained on) (?:this|these|along)\b/u,
  /\byou,? (?:the|an?|as an?|as the) (?:machine|computer|program|software|bot|robot|ai|model|algorithm|assistant)\b/u,
];
const SETTLED = [
  ...inEach(({ later, answer }) => `${word(later)}${upTo(50)}${word(answer)}`),
  ...inEach(
    ({ tell, customer }) =>
      `(?:^|[.!?:;,\\n–—] ?|\\b(?:and|und|et|y|e|en|please|bitte) )${tell} ${DETERMINER}${customer}(?![\\p{L}])`,
  ),
  /\b(?:use|give|send|copy|paste|repeat) (?:this|the same|that) (?:reply|answer|text|response|message|sentence) (?:for|to|with|in|under) (?:all|every|each|any|everyone|everybody|other|the next)\w*\b/u,
  /\b(?:all|the next|other|future|later|every) (?:customers?|callers?|clients?|users?)\b[^.!?\n]{0,20}\b(?:(?:is|are) to be|(?:must|shall|should|will) be) (?:told|given|offered|refused|sent|asked|informed)\b/u,
  /\b(?:whoever|anyone|anybody|everyone|everybody|any (?:one|person|customer|caller)) (?:who |that )?(?:asks?|writes?|reads?|says?|calls?|requests?|wants?)\b/u,
  /\bthe (?:customer|client|caller) (?:must|should|shall|may|need|will|is|has) ?(?:not|never|to be kept|no need)\b|\b(?:keep|hide|conceal) (?:this|it|that)(?: \w+){0,2} from (?:the |any |every )?(?:customer|client|caller|user)s?\b|\b(?:not|never) (?:mention|tell|reveal|say|disclose|admit)[^.!?\n]{0,30}\bto (?:the |any |this )?(?:customer|client|caller)s?\b/u,
  /\b(?:memori[sz]e|learn|internali[sz]e|remember|retain) (?:this|that|the above|the following|these|what)\b[^.!?\n]{0,40}\b(?:by heart|later|future|everywhere|conversations?|chats?|for all|in your)\b/u,
  /\b(?:write|put|add|store|save|take) (?:this|it|that)(?: \w+){0,2} (?:in|into|to) (?:your|the (?:ai|bot|agent|assistant)[’']?s?) (?:knowledge|memory|training|rules?|instructions?|notes|brain)\b/u,
];
const DECIDED = [
  ...inEach(({ never, handOn }) => `${word(never)}${upTo(40)}(?<![\\p{L}\\p{N}])(?:${handOn})`),
  ...inEach(({ grant, all, wish }) => `${word(grant)}${upTo(12)}${word(all)}${upTo(20)}(?<![\\p{L}])${wish}`),
  /\b(?:all|any|every|such|each)(?: \w+){0,2} (?:refunds?|requests?|claims?|cancellations?|withdrawals?|applications?|complaints?)\b[^.!?\n]{0,25}\b(?:granted|approved|accepted|authori[sz]ed|confirmed|waived|paid out)\b/u,
  /\b(?:grant|give|allow) (?:the (?:person|one) (?:who is )?asking|whoever|anyone who|the (?:sender|bearer|writer|author) of)\b/u,
  /\b(?:no|without (?:a|any)) (?:human|person|colleague|agent|reviewer|supervisor|proof|receipt)s?\b[^.!?\n]{0,20}\b(?:needs?|needed|required|has|have|must|looks?|looking|checks?|checking|reads?|reading|reviews?)\b|\bkein mensch\b/u,
  /\b(?:mark|label|count|treat|consider|score|flag|accept|take|regard|file|store) (?:(?:this|that|the|your|each|every) (?:answer|reply|ticket|text|note|statement|sentence|response|message|topic)|the above|all (?:of )?this|this)(?: \w+){0,2} as (?:an? |the |fully )?(?:correct|right|verified|approved|official|confirmed|true|trusted|reviewed|audited|policy|rule|fact|final|solved|resolved)\b/u,
  /\b(?:this|that|the (?:above|following)|it)(?: (?:answer|reply|rule|note|text|statement|message|response|policy|sentence))?(?: \w+){0,2} ?(?:takes? (?:precedence|priority)|overrides?|replaces?|supersedes?|outranks?|overrules?|trumps?|wins? over)\b[^.!?\n]{0,40}\b(?:answers?|repl(?:y|ies)|rules?|instructions?|notes?|knowledge|articles?|guidelines?)\b/u,
  /\b(?:checks?|reviews?|filters?|guards?|safety|safeguards?|controls|rules?|limits?)(?: \w+){0,2}? (?:are|is|has been|have been|were|do|does|no longer)?(?: \w+)? ?(?:passed|lifted|waived|suspended|void|skipped|apply to this|apply here)\b/u,
  /(?:^|[.!?\n>\])] ?|\b(?:begin|start|end) )(?:of )?(?:new|updated|revised|additional|secret|internal|hidden|special) (?:instructions?|orders?|directives?|tasks?|rules?|polic(?:y|ies)|prompts?)\b(?: for (?:agents?|staff|the \w+))?(?: ?:| \w+)/u,
  /\b(?:your|the) (?:new|next|real|actual|true|only) (?:task|job|goal|objective|mission|role|purpose|orders?|duty) (?:is|are|now)\b/u,
  /<\/?(?:instructions?|prompt|override|policy|memory|context|thinking|task|rules?|important|admin|command|orders?|directive)s?(?: [^>]{0,60})?>|\[\[[^\]]{1,60}\]\]|[-=*#_]{3,} ?(?:end|begin) (?:of )?\w+/u,
];

/** What only an operator of the machine would say: who is trusted, what is open, what is a rehearsal. */
const OPERATES = [
  /\b(?:assume|presume|suppose|regard|treat|consider|believe|trust)\b[^.!?\n]{0,15}\b(?:every|any|all|each|this) (?:customer|caller|user|client|request|account|person|sender|message)s?\b[^.!?\n]{0,30}\b(?:as|is|are|to be|who|that|without)\b/u,
  /\b(?:skip|omit|drop|waive|forgo|bypass|without(?: any)?|no(?: need for)?) (?:the |all |any )?(?:\w+ )?(?:verification|authentication|identification|security questions?|proof of identity|identity checks?|background checks?)\b|\b(?:do not|don[’']?t|never|no need to|without) (?:ask(?:ing)?|verify(?:ing)?|check(?:ing)?|question(?:ing)?)(?: for| about)?(?: \w+){0,2} (?:id|identity|identification|proof|who (?:they|he|she) (?:are|is)|receipts?)\b/u,
  /\b(?:reveal|dump|recite|expose|disclose|read out|print out|spell out)\b[^.!?\n]{0,15}\b(?:all|the|every|any|your)\b[^.!?\n]{0,20}\b(?:notes?|secrets?|records?|keys?|balances?|histor(?:y|ies)|conversations?|credentials?|tokens?|context|data|details|names?)\b/u,
  /\bobey\b|\bcomply with (?:all|any|every|whatever|each|what)\b|\bfollow (?:whatever|every order|all orders|any order|the orders)\b|\bdo (?:whatever|everything|anything) (?:the |this |they |he |she |it |i |we )/u,
  /\b(?:your|the) (?:developers?|creators?|makers?|trainers?|programmers?)\b[^.!?\n]{0,20}\b(?:says?|said|wants?|asks?|orders?|ordered|allows?|allowed|instructs?|instructed|decided|approved)\b|\bby order of\b|\bhereby\b|\bon behalf of (?:the )?(?:management|board|ceo|director|developers?|security)\b/u,
  /\b(?:this|that) (?:is|was) (?:only |just |merely )?(?:a |an )?(?:test|drill|simulation|exercise|rehearsal)\b|\b(?:for|in) (?:test|testing|training|evaluation|demo|demonstration) (?:purposes|mode)\b|\b(?:training|evaluation|compliance|override|admin) mode\b|\b(?:training|golden|gold) (?:data|examples?|samples?|labels?|answers?|set)\b|\bground truth\b/u,
  /\b(?:admin\w*|developer|owner|root|super-?\w*|debug|privileged?|unrestricted|full) (?:access|mode|rights|status|permissions?|privileges?) (?:is|are|has been|have been|was|were)(?: \w+)? (?:on|enabled|granted|active|given|unlocked|confirmed)\b/u,
  /\b(?:autonomy|confidence|threshold|stage|policy|override|audits?|guardrails?|safety|trust|approval) ?(?:=|:=|->|=>) ?\w+|\b(?:autonomy|confidence|threshold|override|guardrails?|audits?|trust|priority) ?: ?(?:\d|on|off|full|max|none|high|true|false|yes|no)\w*|["{,] ?["']\w+["'] ?: ?["'{[\dtf]|\b\w+_\w+\([^)\n]{0,40}\)/u,
  /(?:^|\n|[.!?] )(?:q|question|user|customer|client|human|caller|kunde|usager|cliente|klant) ?: ?[^\n]{2,200}?(?:\n|[.!?] )(?:a|answer|agent|support|bot|ai|you|we|reply|antwort) ?: ?\S/u,
  /\b(?:answer|reply|respond|speak|talk|write)(?: only| always| just)? (?:like (?:an? |the )|in the (?:style|voice|manner|tone) of|as if|(?:in|with) (?:a single|one|two|three) words?\b|with (?:yes|no|ok|approved|confirmed)\b|in (?:verse|rhyme|capitals|riddles))/u,
];

export const ORDERS: readonly PhraseClass[] = [
  { what: 'speaks to a machine', may_ask: true, verdict: 'doubt', patterns: ADDRESSED },
  { what: 'settles what others are told', may_ask: true, verdict: 'doubt', patterns: SETTLED },
  { what: 'says how replies are checked or granted', may_ask: true, verdict: 'doubt', patterns: DECIDED },
  { what: 'speaks as who runs the machine', may_ask: true, verdict: 'doubt', patterns: OPERATES },
];
