/**
 * Wording that addresses the machine instead of the customer, in twelve languages and, for the plainest forms, ten more.
 *
 * Matched against text in one spelling (`fold.ts`): lower case, no accents, no look-alikes; patterns in other scripts
 * against the visible text. Each needs an object ("ignore … instructions"), so that "you can ignore the previous
 * invoice" stays what it is. Every repetition is bounded.
 */
export interface PhraseClass {
  /** Completes "It …". */
  readonly what: string;
  /** Customers may say it. */
  readonly may_ask?: true;
  readonly verdict: 'doubt' | 'block';
  readonly patterns: readonly RegExp[];
}

/** Up to so many characters between verb and object, within a sentence. */
const GAP = '[^.!?\\n]{0,50}?';
const pattern = (source: string): RegExp => new RegExp(source, 'u');
const of = (...sources: readonly string[]): readonly RegExp[] => sources.map(pattern);

const OVERRIDES = of(
  `\\b(ignore|disregard|forget|override|bypass|do not follow|stop following|overrule|set aside)\\b${GAP}\\b(instructions?|rules|prompts?|guidelines|guardrails|directives|restrictions|polic(y|ies)|training|constraints|everything (above|before|you)|all (of )?the above|what(ever)? you (were|have been|had been) told)\\b`,
  `\\b(ignorier\\w*|missachte\\w*|vergiss|vergesse?n?( sie)?|umgehe\\w*)\\b${GAP}\\b(anweisung\\w*|regeln?|vorgaben|instruktion\\w*|richtlinien|systemprompt|alles (bisherige|vorherige|oben))`,
  `\\b(ignore[zrs]?|oublie[zrs]?|contourne[zrs]?|ne tiens? pas compte)\\b${GAP}\\b(instructions?|consignes?|regles?|directives|invite systeme|tout ce qui precede)`,
  `\\b(ignora[rd]?|ignore|olvida[rd]?|olvide|omite|descarta)\\b${GAP}\\b(instrucciones|reglas|directrices|normas|indicaciones|todo lo anterior)`,
  `\\b(ignora(re|te)?|dimentica(re|te)?|trascura)\\b${GAP}\\b(istruzioni|regole|direttive|indicazioni|tutto quanto sopra)`,
  `\\b(negeer|vergeet|omzeil|sla)\\b${GAP}\\b(instructies|regels|aanwijzingen|richtlijnen|opdrachten|alles hierboven)`,
  `\\b(ignor[ae]r?|esque(ca|cer)|desconsidere?)\\b${GAP}\\b(instrucoes|regras|diretrizes|orientacoes|tudo acima)`,
  `\\b(zignoruj|ignoruj|zapomnij)\\b${GAP}\\b(instrukcj\\w*|polece\\w*|zasad\\w*|reguly)`,
  `(игнорируй|проигнорируй|забудь|игнорировать|не следуй)\\p{L}*${GAP}(инструкци|правил|указани|промпт)`,
  `\\b(onceki|yukaridaki|tum)\\b${GAP}\\b(talimat|kural|yonerge)\\w*${GAP}\\b(unut|yok say|dikkate alma|gormezden gel)`,
  `\\b(ignorera|glom|ignorer|glem|ignoroi|unohda|ignoruj|zapomen|ignora|uita)\\w*\\b${GAP}\\b(instruktion|regl|regel|ohje|saann|instrukc|pokyn|pravid|instructiuni|regulile)`,
  `(ігноруй|забудь)\\p{L}*${GAP}(інструкц|правил|вказівк)|تجاهل.{0,30}(التعليمات|القواعد)|(지시|규칙|명령).{0,10}(무시|잊)|(निर्देश|नियम).{0,15}(अनदेखा|भूल)`,
  '(忽略|无视|忘记|不要理会).{0,12}(指令|指示|规则|提示)',
  '(指示|命令|ルール|プロンプト|規則).{0,8}(無視|忘れ)',
);
const ROLES = of(
  "\\byou('re| are) (now|no longer) (an? |the |in |bound|restricted|limited|my )",
  '\\b(act|behave|respond|answer|reply) as (if you (are|were)|though|an? (ai|admin|administrator|developer|system|root|unrestricted|terminal|shell|dan)\\b|dan\\b|root\\b)',
  "\\bpretend (to be|that you|you( are|'re))\\b",
  '\\bimagine (that|you are|being|a world)\\b|\\bhypothetically\\b|\\bin (a|the|my) (novel|story|film|game)\\b|\\b(stell dir|stellen sie sich) vor\\b|\\bimagin(ez|e que|a que)\\b|\\bimmagina (di|che)\\b|\\bstel (je|u) voor\\b',
  '\\b(role-?play|jailbreak|developer mode|debug mode|god mode|maintenance mode|do anything now|opposite day)\\b',
  '\\bfrom (now|here) on,? (you|answer|reply|respond|always)\\b',
  "\\b(let'?s|we) play a game\\b|\\bstay in character\\b",
  '\\b(du bist|sie sind) (jetzt|ab jetzt|nun) (ein|kein|der|die|nicht)|\\b(tu|tun sie|verhalte dich) so,? als\\b|\\bab (jetzt|sofort) (antworte|antworten|bist|gilt)\\b|\\brollenspiel\\b',
  '\\b(tu es|vous etes) (maintenant|desormais)\\b|\\bfai(s|tes) comme si\\b|\\ba partir de maintenant,? (tu|vous|reponds)|\\bjeu de role\\b',
  '\\b(ahora eres|eres ahora|finge (que|ser)|a partir de ahora,? (eres|responde|responderas)|actua como)\\b|\\bjuego de rol\\b',
  "\\b(ora sei|adesso sei|fai finta|fingi di|d'ora in poi,? (sei|rispondi)|comportati come)\\b|\\bgioco di ruolo\\b",
  '\\b(je bent (nu|vanaf nu)|doe alsof|vanaf nu (ben|antwoord)|gedraag je als)\\b|\\brollenspel\\b',
  '\\b(agora voce e|voce agora e|finja (ser|que)|a partir de agora,? (voce|responda)|aja como)\\b',
  '\\b(jestes teraz|udawaj,? ze)\\b|ты теперь |притворись|отныне ты|你现在是|扮演|今からあなたは|になりきって|\\bartik sen\\b',
);
/** What a customer dictates: the words, form or end of the reply, or how it is decided on. */
const DICTATES = of(
  '\\b(answer|reply|respond)\\b[^.!?\\n]{0,30}\\b(with the (text|words?|sentence)|with nothing (else|but)|only with|word for word)\\b|\\b(begin|start|end|finish|open|close) (your|the|each|every) (reply|answer|response)s? with\\b',
  '\\b(add|append|put|include|insert)\\b[^.!?\\n]{0,30}\\b(at the (end|top|bottom|beginning)|(to|in|into) (your|the|each|every) (reply|answer|response)s?|as (your )?signature)\\b',
  '\\b(complete|finish|continue) (the|this|my) (sentence|text|story|dialogue|conversation)\\b|\\bplease go on from here\\b',
  '\\b(summari[sz]e|recap|translate)\\b[^.!?\\n]{0,30}\\b(our|this|the) (chat|conversation|thread|dialogue)\\b',
  '\\b(write|say|answer|reply|type)\\b[^.!?\\n]{0,40}\\b(in capital letters|in capitals|and nothing else|without (any )?(review|question)s?)\\b',
  '\\b(send|use|pick|choose) (it|this|the first (candidate|option|answer))\\b[^.!?\\n]{0,30}\\bwithout (a )?(review|check|person|human)\\b',
  '\\[(agent|internal|staff|admin|support|team)[ -](note|only|message|reply)\\b|\\bapproved by (the )?(admin|management|team|legal|ceo|support|staff|[a-z]{3,12}\\])',
  '\\b(ai agent|ai assistant|chatbot) ?: \\S',
  '\\b(antworte|beginne|beende|schreibe?)\\b[^.!?\\n]{0,40}\\b(mit den worten|wort fur wort|in grossbuchstaben|mit unterschrift|im namen)\\b',
  '\\b(repondez|commencez|terminez|ecrivez)\\b[^.!?\\n]{0,40}\\b(par les mots|mot pour mot|en majuscules|au nom de)\\b|\\b(responde|empieza|termina|escribe)\\b[^.!?\\n]{0,40}\\b(con las palabras|palabra por palabra|en mayusculas|en nombre de)\\b',
  '\\b(reply|answer|respond|write)( to (me|this))? in (french|german|spanish|italian|dutch|portuguese|english|latin|verse|rhyme|base64|json)\\b[^.!?\\n]{0,20}\\band\\b',
);
const PROMPTS = of(
  '\\b(system|developer|hidden) (prompt|message|instructions?)\\b|\\b(initial|original) (prompt|instructions)\\b',
  '\\bsystem-?prompts?\\b|\\bsystemanweisung|\\b(prompt|invite|message) (du )?systeme\\b|\\b(prompt|mensaje) (de(l)? )?sistema\\b|\\bprompt di sistema\\b|\\bsysteemprompt|\\bprompt do sistema\\b|системн\\p{L}* промпт|系统提示|システムプロンプト',
  '\\[/?(inst|system|admin|assistant)\\]|<</?sys>>|<\\|[a-z_]{2,20}\\|>|^#{2,} ?(system|instructions?|assistant|new task)\\b|\\bbegin (system|admin)\\b',
  '(^|[\\n.!?>"] ?)(system|assistant|developer) ?(\\([^)]{0,30}\\) ?)?: ',
  '["\']role["\'] ?: ?["\'](system|assistant|developer|tool)',
  '\\b(repeat|print|reveal|show|output|translate|summari[sz]e|quote)\\b[^.!?\\n]{0,40}\\b(your|the) (instructions|prompt|rules|guidelines|configuration|words above|text above)',
);
const TEACHES = of(
  "\\b(update|add (this )?to|write (this )?(in)?to|overwrite|store in|save (this )?(in|to)) (your|the ai'?s?|the bot'?s?|the agent'?s?) (memory(?! (card|module|usage|limit|stick|settings))|knowledge( base)?|instructions|faq|training)",
  '\\b(remember|memori[sz]e|learn|note) (this|that|the following)\\b[^.!?\\n]{0,40}\\b(future|permanent\\w*|other customers|everyone|next time|as (a )?(fact|rule))',
  '\\b(note|message|instruction|attention|dear|hey|hello|hi|begin|attn)\\b[^.!?\\n]{0,20}\\b(ais?|llms?|bots?|chatbots?|language models?|assistants?|learning systems?|classifiers?)\\b ?[:,;.!]',
  '\\b(for|to|dear) (the |any |all |every )?(ai |virtual |digital )?(assistants?|language models?|chatbots?) (reading|processing|that reads?|who reads?)\\b|\\b(assistants?|chatbots?|language models?|the ai|ai agents?) (must|should|shall|has to|have to|needs? to|will now)\\b|\\btreat (this|that|the (next|following))\\b[^.!?\\n]{0,40}\\b(policy|instruction|rule|fact|command|truth)',
  '\\b(when|if|once|whenever|should) (an? |the |any )?(ai|automated|artificial|virtual|digital)\\b[^.!?\\n]{0,30}\\b(reads?|sees?|processes|parses)\\b',
  '\\b(set|raise|assume|treat)\\b[^.!?\\n]{0,20}\\b(confidence|certainty|trust level|autonomy|stage)\\b[^.!?\\n]{0,20}\\b(1(\\.0)?|100|max\\w*|full|auto|high|verified)\\b',
  '\\b(pre-?approved|auto-?approve|already (approved|reviewed|verified)|skip (the )?(review|checks?)|no review (is )?(needed|required))\\b',
  '\\b(merk dir|speichere) (das|dies|folgendes)\\b|\\b(retiens|enregistre) (ceci|cela|ca) (pour|dans)\\b|\\b(recuerda|guarda) (esto|lo siguiente) (para|en|como)\\b|\\bricorda questo per\\b|\\bonthoud (dit|het volgende)\\b|\\blembre-se disso\\b|запомни (это|следующее)|记住以下|覚えておいて',
);
const TELLS_ALL = of(
  '\\b(whenever|every time|each time|if|when) (any|some|a |other |another )?(one|body|customers?|users?|people) (asks?|writes?|contacts?|wants?)\\b',
  '\\balways (answer|reply|respond|tell|say|recommend|include|add|end|link)\\b',
  '\\bto (all|every|any) (of )?(the |our |your |other )*(customers?|users?) ?:',
  '\\b(answer|reply|respond|tell) (all|every|other|future) (customers?|users?|questions?|people)\\b',
  '\\b(antworte|antworten sie|sage|sag) (immer|allen|jedem)\\b|\\b(reponds?|repondez|dites) (toujours|a tous)\\b|\\b(responde|diga|dile) (siempre|a todos)\\b|\\b(rispondi|di) (sempre|a tutti)\\b|\\b(antwoord|zeg) (altijd|iedereen)\\b|\\b(responda|diga) (sempre|a todos)\\b|всегда отвечай|отвечай всем|\\b(svar|svara|saga|sag|fortell) (alltid|altid|alla|alle)\\b|\\b(odpovidej|rikej|odpowiadaj|mow) (vzdy|zawsze|vsem|wszystkim)\\b|\\bvastaa (aina|kaikille)\\b',
);
/** What swindlers want, and no team asks for in a reply: secrets read out, a machine handed over, money that is gone. */
const SWINDLES = of(
  '\\b(any ?desk|team ?viewer|ultra ?viewer|rust ?desk|screen ?connect|quick ?assist|gift ?cards?|western union|moneygram|bitcoins?|usdt|crypto ?wallet)\\b',
  '\\b(read|tell|send|give|text|forward|dictate) (us|me|our|support|the (bot|chat|agent|team))\\b[^.!?\\n]{0,40}\\b(codes?|digits|passwords?|pin|otp|tan|cvv|seed phrase|login|sign-?in link)\\b',
  '\\b(read|tell|send|give|text|forward|dictate|type) (the|your) ([a-z-]+ ){0,3}(codes?|digits|passwords?|pin|otp|tan|cvv|seed phrase|login|credentials)\\b[^.!?\\n]{0,40}\\bto (us|me|our|support|the (bot|chat|agent|team))\\b',
);
const LEAKS = of(
  '\\b(send|forward|post|upload|e-?mail|append|include|embed|encode|attach|leak|exfiltrate|put)\\b[^.!?\\n]{0,40}\\b(conversation|chat history|transcript|previous messages|session|cookies?|customer (data|list|records)|other customers|context|api keys?|passwords?|credentials)\\b[^\\n]{0,40}(https?:|\\burl\\b|\\bquery\\b|\\bparameter\\b|\\bwebhook\\b|\\bto (me|this|my|us at)\\b)',
  "\\b(show|tell|give|list|read|what (is|was|are)|who (is|was))\\b[^.!?\\n]{0,30}\\b(other|last|previous|another|all) (customers?|users?|persons?|accounts?|callers?)('s?|s')? ?(e-?mails?|names?|data|orders?|phone|cards?|address\\w*|details|tickets?|messages?|conversations?)",
);

export const PHRASES: readonly PhraseClass[] = [
  { what: 'tells the machine to ignore its rules', verdict: 'block', patterns: OVERRIDES },
  { what: 'gives the machine a role', verdict: 'block', patterns: ROLES },
  { what: 'speaks of, or as, the system’s prompt', verdict: 'block', patterns: PROMPTS },
  { what: 'tries to teach the machine', verdict: 'block', patterns: TEACHES },
  { what: 'wants what belongs to others sent somewhere', verdict: 'block', patterns: LEAKS },
  { what: 'asks for what swindlers ask for', may_ask: true, verdict: 'doubt', patterns: SWINDLES },
  { what: 'dictates the reply', verdict: 'doubt', patterns: DICTATES },
  { what: 'says what to tell everybody', verdict: 'doubt', patterns: TELLS_ALL },
];
