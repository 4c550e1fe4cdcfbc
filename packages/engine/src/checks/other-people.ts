/**
 * Wordings that tell of somebody else's affairs, or of one day in one customer's: people by what they are to each
 * other, what another customer had, "he" and "she", what happened when, and what one account holds.
 *
 * Beside `personal-shapes.ts`, which knows salutations, titles, papers and numbers. An answer that helps everybody
 * needs none of these, so all are doubted and none blocked. Seven languages; every repetition is bounded.
 */
import { GIVEN_NAMES } from './given-names.ts';
import type { Shape } from './personal-shapes.ts';

const NAME = "\\p{Lu}\\p{Ll}[\\p{L}’'-]{1,30}";
/** Before a relation's name: "your colleague", "Ihr Mann", "votre fille", "su marido". */
const RELATIONS = [
  '(?:[Yy]our|[Hh]is|[Hh]er|[Tt]heir) (?:\\w+-)?(?:colleague|husband|wife|partner|son|daughter|mother|father|brother|sister|boss|manager|neighbou?r|friend|assistant|flatmate|tenant|landlord|accountant|doctor|lawyer|employee|employer|client|patient|student|cousin|aunt|uncle|fianc[eé]e?)',
  '(?:Ihr|ihr|Dein|dein|Sein|sein)(?:e[nmr]?)? (?:Mann|Frau|Partner(?:in)?|Sohn|Tochter|Mutter|Vater|Bruder|Schwester|Chef(?:in)?|Nachbar(?:in)?|Freund(?:in)?|Kolleg(?:e|in)|Kollegen|Vermieter(?:in)?|Arzt|Ärztin)',
  '(?:[Vv]otre|[Tt]on|[Tt]a|[Ss]on|[Ss]a|[Ll]eur) (?:mari|femme|compagn(?:on|e)|fils|fille|mère|père|frère|sœur|patronn?e?|voisine?|amie?|collègue|médecin|locataire)',
  '(?:[Ss]u|[Tt]u) (?:marido|mujer|esposa?|pareja|hij[oa]|madre|padre|herman[oa]|jef[ea]|vecin[oa]|amig[oa]|compañer[oa]|médic[oa]|inquilin[oa])',
  '(?:[Ss]u[oa]|[Tt]u[oa]) (?:marito|moglie|compagn[oa]|figli[oa]|madre|padre|fratello|sorella|capo|vicin[oa]|amic[oa]|collega|medico)',
  '(?:[Uu]w|[Jj]e|[Jj]ouw|[Zz]ijn|[Hh]aar) (?:man|vrouw|partner|zoon|dochter|moeder|vader|broer|zus|baas|buurman|buurvrouw|vriend(?:in)?|collega|huisarts)',
  '(?:[Ss]eu|[Ss]ua|[Tt]eu|[Tt]ua) (?:marido|mulher|espos[oa]|companheir[oa]|filh[oa]|mãe|pai|irmã[o]?|chefe|vizinh[oa]|amig[oa]|colega|médic[oa])',
].join('|');
const TOLD =
  '(?:had|has|wrote|writes|told|tells|reported|said|says|asked|called|paid|got|lost|received|was|in|from|named)';
const OTHERS = [
  `(?:[Aa]nother|[Oo]ne|[Tt]he (?:last|previous|other|next)|[Oo]ne of our|[Ss]ome other) (?:customer|client|caller|guest|patient|tenant|subscriber)s?,? (?:of ours|who |from |before |[^.!?\\n]{0,25}\\b${TOLD}\\b)`,
  '[Aa]n? (?:customer|client|caller|guest|patient|tenant) (?:of ours|from)|(?:[Aa]n?|[Tt]he|[Tt]his) (?:lady|gentleman|woman|man|family|couple) (?:from|in|with|who)',
  '(?:[Ee]ine?|[Dd](?:er|ie)) (?:andere[rn]? |letzte[rn]? |vorige[rn]? )?(?:Kund(?:e|in)|Anrufer(?:in)?|Dame|Herr) (?:aus|in|von|mit|hat|hatte|schrieb|bekam|meldete|war)',
  "(?:[Uu]ne?|[Uu]ne? autre|[Ll][’']autre|[Ll]a dernière|[Ll]e dernier) (?:client|cliente|abonnée?|dame|monsieur) (?:de|du|à|a|avait|nous|m[’']a|qui)",
  '(?:[Oo]tr[oa]|[Uu]n[oa]?|[Ll]a última|[Ee]l último) (?:client[ea]|usuari[oa]|señora?|abonad[oa]) (?:de|en|tuvo|tenía|nos|lo|la|que|ya|ha)',
  "(?:[Uu]n[’']? ?altr[oa]|[Uu]n[oa]?|[Ll][’']ultim[oa]) (?:client[ei]|utente|signora?|abbonat[oa]) (?:di|a|da|in|ha|aveva|ci|che)",
  '(?:[Ee]en (?:andere )?|[Dd]e (?:andere|vorige|laatste) )(?:klant|abonnee|mevrouw|meneer|beller) (?:uit|in|van|had|heeft|schreef|kreeg|meldde|was)',
  '(?:[Oo]utr[oa]|[Uu]ma?|[Aa] última|[Oo] último) (?:client[ea]|utilizador[a]?|senhora?|assinante) (?:de|do|da|em|teve|tinha|nos|que|já)',
].join('|');
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\p{Ll}*';
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const DAY = `(?:yesterday|this (?:morning|afternoon|evening)|last (?:night|week|month|${WEEKDAY})|on ${WEEKDAY}|(?:on |of |by |since |for )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|(?:in|since|for|of) ${MONTH}(?= ?[.,!?]|$)|${MONTH} \\d{1,2})`;
const DONE =
  '(?:was|were|been|had|paid|wrote|sent|called|spoke|arrived|arrives|ordered|bought|booked|moved|closed|charged|received|came|got|left|cancelled|signed|met|told|removed|bounced|earn|went|used|transferred)';
const AMOUNT = '(?:about |only )?(?:[€$£] ?)?\\d[\\d.,]*';
const HOLDS =
  '(?:balance|salary|rent|wages?|transfer|payment|top-?up|deposit|purchase|withdrawal|refund|debt|bill|loan|order|booking|transaction|income|pension|mortgage)';
/** Before "’s": what one person has, and no page of a product. */
const BELONGINGS =
  '(?:card|booking|parcel|salary|passport|divorce|complaint|claim|application|loan|policy|prescription|house|flat|wedding|phone|wife|husband|mother|father|son|daughter|pension|payment|order|refund|contract|tenancy|number|account|case)';
const NO_NAME =
  '(?!Today|Yesterday|Tomorrow|Customer|Client|User|Owner|Admin|Member|Company|Sender|Recipient|Team|Agent|Someone|Somebody|Everyone|Nobody|Bank|Merchant|Seller|Buyer|Partner|The|Your|It|That|There|Here|What|Who|Let|He|She|Month|Week|Year)';

const shape = (why: string, pattern: string, flags = 'u'): Shape => ({
  why,
  verdict: 'doubt',
  pattern: new RegExp(pattern, flags),
});

export const OTHER_PEOPLE: readonly Shape[] = [
  shape(
    'It names a person.',
    `(?<!\\p{L})(?:${RELATIONS}),? (?:called |named |namens |in |en |à |de )?${NAME}`,
  ),
  shape(
    'It tells of somebody’s family.',
    '\\b[Yy]our (?:ex-\\p{L}+|husband|wife|girlfriend|boyfriend|divorce|pregnancy)\\b',
  ),
  shape(
    'It tells of another customer.',
    `(?<!\\p{L})(?:${OTHERS})(?!\\p{L})|\\b(?:customer|client)s? of ours\\b|\\b(?:who|that) (?:called|wrote|came|asked|was|lived|bought)[^.!?\\n]{0,20} before you\\b`,
  ),
  shape(
    'It speaks of somebody as he or she.',
    '(?<!\\bor |/|\\))\\b(?:[Ss]?[Hh]e|[Hh]is|[Hh]ers?|[Hh]im)\\b(?! or |/)',
  ),
  shape(
    'It names a person.',
    `(?<!(?:is|am|['’]m|bin|suis|soy|sono|ben|sou) )(?<![\\p{L}>] ?> )(?:\\b(?:with|told|tells?|asked|asks?|called|calls?|wrote|greet|informed|met|to|from|by|for|of|and|saw|owes?|paid) (?:${GIVEN_NAMES})(?!\\p{L})|(?<!\\p{L})(?:${GIVEN_NAMES}) (?:and I|has|had|was|wrote|already|called|told|said|paid|asked|lives|works|from|in|signed|also)\\b|(?<!\\p{L})(?:${GIVEN_NAMES})['’]s\\b|\\b(?:told|greet|phoned|reminded|thanked) ${NO_NAME}${NAME}(?! to\\b))`,
  ),
  shape('It names somebody’s belongings.', `(?<!\\p{L})${NO_NAME}${NAME}['’]s ${BELONGINGS}\\b`),
  shape(
    'It names a family.',
    `\\bof the ${NO_NAME}\\p{Lu}\\p{Ll}{2,20}s\\b(?= (?:was|were|is|on|has|had|in))|\\b[Tt]he ${NO_NAME}\\p{Lu}\\p{Ll}{2,20} family\\b|\\b[Ff]amil(?:ie|le|ia|iglia) \\p{Lu}\\p{Ll}{2,20}`,
  ),
  shape(
    'It tells a login or a code.',
    '\\b(?:[Uu]ser ?name|[Ll]og-?in(?: name)?|[Pp]ass(?:word|code|phrase)|PIN|[Cc]ode|[Tt]oken|[Bb]enutzername|[Pp]asswort|[Kk]ennwort|[Ii]dentifiant|[Mm]ot de passe|[Uu]suario|[Cc]ontraseña|[Nn]ome utente|[Gg]ebruikersnaam|[Ww]achtwoord|[Ss]enha)\\b(?: (?:that|which|for|we|you|sent|was|of|to)){0,4}(?: is| are| lautet| ist| est| es| è| é|:) ?(?=\\S{0,20}\\d)[\\w.@+-]{3,}|\\b[Ll]og(?:ged)? in as (?=\\S{0,20}[\\d._])\\S+',
  ),
  shape(
    'It tells what happened to one customer on one day.',
    `\\b(?:[Yy]ou|[Yy]our|I|[Ww]e|[Ii]t|[Aa]ccount|[Cc]ard)\\b[^.!?\\n]{0,60}\\b${DONE}\\b[^.!?\\n]{0,40}${DAY}`,
  ),
  shape(
    'It tells what happened to one customer on one day.',
    '(?<!\\p{L})(?:(?:wurde|ist|hat|habe|haben|wurden)\\b[^.!?\\n]{0,40}\\bgestern|(?:a|ai|ont|avons|avez|été) (?:\\p{L}+ ){1,4}hier|ayer|ieri|gisteren|ontem)(?!\\p{L})',
  ),
  shape(
    'It tells an amount of one customer.',
    `\\b[Yy]our (?:\\w+ ){0,2}${HOLDS} (?:of|is|was|stands at|comes to) ${AMOUNT}(?! ?%)|\\b(?:[Ww]e|I)(?:['’]ve| have)? (?:charged|refunded|credited|debited|sent|paid|transferred|took) (?:you )?(?:[€$£] ?)?\\d|\\b[Yy]ou (?:paid|owe|spent|withdrew|transferred|ordered|bought|sent) [^.!?\\n]{0,30}?(?:[€$£] ?)?\\d[\\d.,]* ?(?:€|£|\\$|euros?|dollars?|pounds?|a month)?|\\b[Yy]ou earn [^.!?\\n]{0,10}\\d[\\d.,]*[^.!?\\n]{0,10} (?:a|per) (?:month|week|year)\\b|\\bwas refunded \\d`,
  ),
  shape(
    'It tells what a file holds of one customer.',
    "\\b(?:I|[Ww]e)(?: can)? (?:see|have|found)(?: \\w+){0,2} (?:in|on) (?:your )?(?:file|notes|records?)\\b|\\b[Oo]ur (?:notes|records|files?) (?:say|show|tell)|\\b[Yy]our (?:test|exam|medical|lab|blood)\\b[^.!?\\n]{0,20}\\b(?:was|were|is|came)\\b|\\b[Yy]ou(?:['’]re| are) \\d{2}\\b(?! ?%)|\\b[Yy]ou (?:were|are) (?:ill|pregnant|divorced|dismissed|in hospital)\\b|\\b[Yy]ou (?:live|lived|moved|flew|travelled|stayed) (?:in|at|to) \\p{Lu}",
  ),
  shape(
    'It names an order, invoice, account or ticket of one customer.',
    '\\b(?:[Oo]rder|[Tt]icket|[Cc]ase|[Cc]ustomer|[Cc]lient|[Mm]ember|[Bb]ooking|[Cc]laim) (?:no\\.? |number |#)?(?!(?:19|20)\\d\\d\\b)\\d{4,}\\b|\\b(?:[Ff]lat|[Aa]partment|[Aa]pt\\.?|[Rr]oom) \\d{1,4}\\p{L}?,? (?=\\p{Lu}|is\\b|for\\b)|\\b\\d{1,4} (?:\\p{Lu}\\p{Ll}+ ){1,2}(?:Lane|Square|Terrace|Gardens|View|Hill|Row|Mews)\\b|\\b(?:plate|number plate|registration)\\b[^.!?\\n]{0,15}\\b(?=[A-Z0-9 -]{0,9}\\d)[A-Z]{1,3}[- ]?[A-Z0-9]{1,4}',
  ),
  shape(
    'It names a firm of one customer.',
    `\\b${NAME} (?:&|and) (?:Sons?|Partners|Brothers|Daughters|Associates|Co)\\b|\\b(?:salary|wages|employer|job|rent|payment|invoice|transfer)(?: \\w+){0,3} (?:from|at|with|to) (?:Mrs?\\.? |${NAME} )${NAME}|\\b(?:bought|paid|spent) [^.!?\\n]{0,30}\\b(?:at|in) ${NO_NAME}${NAME}`,
  ),
  shape(
    'It sends somebody greetings.',
    `\\b(?:[Rr]egards|[Gg]reetings|[Ww]ishes|[Hh]ello|[Tt]hanks|[Cc]ondolences|[Cc]ongratulations|[Ss]orry) to (?:your|the|${NO_NAME}${NAME})`,
  ),
  shape(
    'It names whose it is.',
    `\\b(?:account|card|contract|booking|behalf|policy|loan|parcel|claim|complaint|husband|wife|son|daughter|estate|signature) of (?:the )?${NO_NAME}${NAME}\\b`,
  ),
  shape(
    'It tells of somebody’s age or birth.',
    '\\b(?:aged|age of) \\d{1,3}\\b|\\b(?:is|are|was|were) \\d{1,3} years old\\b|\\bborn (?:in|on)\\b',
  ),
  shape(
    'It tells what was agreed with one customer.',
    `\\b[Aa]s (?:we |I )?(?:discussed|agreed|arranged|promised)\\b|\\b(?:address|number|phone|e-?mail) (?:on file|that we have|we hold)\\b|\\b[Yy]our (?:address|phone number|maiden name|date of birth) is\\b|\\b[Yy]our (?:appointment|visit|flight|delivery|hearing|meeting|interview|stay|parcel|package|shipment|technician)\\b[^.!?\\n]{0,40}(?:\\d|${WEEKDAY}|today|tomorrow|yesterday)`,
  ),
  shape(
    'It holds a number of one customer.',
    '(?<![\\w/.-])(?!ISO|RFC|CVE|UTF|SHA|KB)(?:[A-Z]{1,5}-\\d{4,}(?:-\\d+)*|[A-Z]{1,5}-\\d{2,}-\\d{2,})(?![\\w/])|(?:[Ss]tart|[Bb]egin)(?:s|ning|ing)? (?:with|in) \\d{3,}',
  ),
];
