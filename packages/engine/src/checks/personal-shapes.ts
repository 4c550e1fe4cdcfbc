/**
 * Wordings and forms by which a text tells of one person or one customer, in seven languages.
 *
 * Beside what redaction knows (addresses, cards, telephones), which are values; these are contexts. Every repetition is
 * bounded.
 */
import { GIVEN_NAMES } from './given-names.ts';

export interface Shape {
  readonly why: string;
  readonly verdict: 'doubt' | 'block';
  readonly pattern: RegExp;
}

/** Words that stand where a name would. */
const NO_NAME =
  '(?!there\\b|team\\b|all\\b|everyone\\b|everybody\\b|again\\b|support\\b|customer\\b|folks\\b|sir\\b|madam\\b|zusammen\\b|damen\\b|tous\\b|todos\\b|tutti\\b|allemaal\\b|user\\b|[Tt]he\\b|[IE]l\\b|La\\b|I\\b|It\\b|If\\b|You\\b|We\\b)';
const NAME = `${NO_NAME}\\p{Lu}[\\p{L}'’-]{1,30}(?: \\p{Lu}[\\p{L}'’-]{1,30}){0,2}`;
const MONTHS =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|m[aä]r|mai|ok|dez|fév|avr|juin|juil|ao|ene|abr|dic|gen|mag|giu|lug|set|ott|fev|out)';

export const SHAPES: readonly Shape[] = [
  {
    why: 'It names a person after a salutation.',
    verdict: 'doubt',
    pattern: new RegExp(
      `(?:^|\\n)\\s*(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Hh]allo|[Ll]iebe[r]?|[Gg]uten (?:Tag|Morgen)|[Ss]ehr geehrte[r]?|[Bb]onjour|[Ss]alut|[Cc]h[eè]re?|[Hh]ola|[Ee]stimad[oa]|[Qq]uerid[oa]|[Cc]iao|[Gg]entile|[Cc]ar[oa]|[Bb]este|[Gg]eachte|[Oo]lá|[Pp]rezad[oa])[ \\t]+(?:\\p{L}{1,12}\\.? )?${NAME}`,
      'u',
    ),
  },
  {
    why: 'It names a person.',
    verdict: 'doubt',
    pattern: new RegExp(
      `(?:\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sr|Sra|Sig|Dhr)\\.? |\\b(?:Herrn?|Frau|Mme|Madame|Monsieur|Señora?|Signora?|Meneer|Mevrouw|Senhora?) |\\b[Tt]hank(?:s| you),? (?=\\p{Lu})|\\b[Dd]anke,? (?=\\p{Lu}\\p{L}+[!,.])|\\b[Mm]erci,? (?=\\p{Lu}))${NAME}|\\b(?:[Yy]our colleague|[Cc]ustomer|[Uu]ser|[Mm]ember|[Kk]unde|[Kk]undin|[Cc]lient|[Cc]liente|[Kk]lant|[Hh]is name is|[Hh]er name is|[Mm]y name is) (?=\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll})${NAME}`,
      'u',
    ),
  },
  {
    why: 'It names a person.',
    verdict: 'doubt',
    pattern: new RegExp(
      `(?<!\\p{L})(?:${GIVEN_NAMES}) (?:(?:van|von|de|da|del|di|la|le) ){0,2}\\p{Lu}\\p{Ll}[\\p{L}'’-]{1,30}`,
      'u',
    ),
  },
  {
    why: 'It names a person.',
    verdict: 'doubt',
    pattern:
      /\b(?:approved|written|sent|signed|changed|made|entered|requested|reported|asked|told|called|deleted|booked|done|answered|confirmed) (?:by|to|from) \p{Lu}\p{Ll}{1,20} \p{Lu}\p{Ll}[\p{L}'’-]{1,20}|\b(?:von|par|por|da|door) \p{Lu}\p{Ll}{2,20} \p{Lu}\p{Ll}[\p{L}'’-]{1,20}(?= (?:aus|de|di|van|du|bei|genehmigt|gesendet|geändert))/u,
  },
  {
    why: 'It names a customer’s workspace or company.',
    verdict: 'doubt',
    pattern:
      /\b(?:(?:workspace|company|customer|client|tenant|organi[sz]ation|firm|agency|arbeitsbereich|firma|kunde|entreprise|empresa|azienda|bedrijf)s?(?: (?:of|von|der|de|di|van))?) (?:[“"«„](?=\p{Lu})[^”"»“\n]{3,40}[”"»“]|\p{Lu}\p{Ll}{2,20} \p{Lu}\p{Ll}{2,20})|\p{Lu}[\p{L}&-]{1,30} (?:GmbH|AG|Ltd|LLC|Inc|S\.?A\.?S|S\.?r\.?l|B\.?V|S\.?L|Lda|Oy|AB)\b/u,
  },
  {
    why: 'It gives away the password of a network.',
    verdict: 'block',
    pattern: /\bWIFI:[^\n]{0,80}\bP:/u,
  },
  {
    why: 'It tells a birthday.',
    verdict: 'block',
    pattern: new RegExp(
      `\\b(?:born(?: on)?|date of birth|dob|birthday|geboren(?: am| op)?|geburtsdatum|née? le|date de naissance|nacid[oa] el|fecha de nacimiento|nat[oa] il|data di nascita|geboortedatum|nascid[oa] em|data de nascimento)\\b[^\\n]{0,20}?(?:\\d{1,2}[./ -]{1,2}(?:\\d{1,2}|${MONTHS}\\p{L}*)[./ -]{1,2}\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|${MONTHS}\\p{L}* \\d{1,2},? \\d{4})`,
      'iu',
    ),
  },
  {
    why: 'It tells the number of an identity paper.',
    verdict: 'block',
    pattern:
      /\b\d{3}-\d{2}-\d{4}\b|\b(?:ssn|social security|passport|pass(?:eport)?|reisepass|personalausweis|ausweis|id card|identity card|driv\w+ licen[cs]e|führerschein|steuer-?id|nif|nie|dni|codice fiscale|bsn|cpf|rg|insurance|versicherten|nhs)(?:[ -]?(?:no|nr|number|nummer|numéro|número|numero|n°))?[.:#]?\s(?:(?:is|ist|est|es) )?(?=(?:[A-Z.-]*\d){3})[A-Z\d][A-Z\d.-]{5,20}\b/iu,
  },
  {
    why: 'It tells a postal address.',
    verdict: 'doubt',
    pattern:
      /\b\p{Lu}[\p{L}-]+(?:straße|strasse|str\.|weg|platz|gasse|allee|straat|laan|gracht|plein)\s\d{1,4}\b|\b\d{1,5} (?:\p{Lu}[\p{L}'’.-]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Close)\b|\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|chemin|impasse|place) (?:\p{L}+[ '’]){0,3}\p{L}+|\b(?:[Cc]alle|[Vv]ia|[Rr]ua|[Pp]iazza|[Pp]laza|[Aa]venida|[Aa]v\.) (?:\p{L}+[ .]){1,4},? ?(?:n\.? ?)?\d{1,4}\b/u,
  },
  {
    why: 'It names an order, invoice, account or ticket of one customer.',
    verdict: 'doubt',
    pattern:
      /\b(?:order|invoice|ticket|case|customer|client|account|contract|tracking|booking|reservation|policy|member(?:ship)?|transaction|payment|reference|ref|claim|serial|meter|bestell\w*|auftrags\w*|rechnungs?\w*|kunden\w*|vertrags\w*|commande|facture|dossier|pedido|factura|contrato|ordine|fattura|cliente|bestelling|factuur|klant\w*|fatura)(?:[ -]?(?:id|no|nr|number|nummer|numéro|número|numero|n°|code))?\.?\s?(?:is|ist|est|es|:|#|nº|n°)?\s?#?(?=[A-Z\d-]*\d{3})[A-Z\d][A-Z\d-]{4,20}\b/iu,
  },
  {
    why: 'It holds the number of a paper or a thing of somebody.',
    verdict: 'doubt',
    // Letters and digits by turns: other than `KB4012598` or `W2378156`.
    pattern:
      /(?<![\w/-])(?=(?:[A-Z]*\d+[A-Z]+){2})(?=[A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{8,20}(?![\w/-])/u,
  },
  {
    why: 'It tells the last digits of a card or an account.',
    verdict: 'doubt',
    pattern:
      /\b(?:ending|ends|last (?:four|4)(?: digits)?|endet|letzten vier|termine|derniers chiffres|terminada?|termina|eindigt|laatste vier|final)\b(?: (?:in|with|on|are|auf|par|en|con|op|em))?[ :]{1,2}\d{3,4}\b|[*x•]{3,}[ -]?\d{3,4}\b/iu,
  },
  {
    why: 'It says what was done for one customer.',
    verdict: 'doubt',
    pattern:
      /\b(?:i|we)(?:'ve|’ve| have| just)? (?:just |now |already |manually )?(?:refunded|credited|reset|cancelled|canceled|deleted|unlocked|upgraded|downgraded|extended|removed|closed|transferred|changed|moved|merged|reactivated|issued|processed) (?:you |it |that |this |your|the (?:payment|charge|amount|account|order|subscription)\b)|\bha(?:s|ve) (?:\w+ ){1,2}(?:open|unpaid|overdue|pending|unresolved) (?:tickets?|invoices?|orders?|payments?|requests?)|\byour (?:balance|salary|refund|payment|invoice)\b[^.!?\n]{0,40}\b(?:was|has been|is now|wurde)\b|\b(?:ich habe|wir haben) (?:ihn|ihr|dein|die zahlung|den betrag)\p{L}*\b[^.!?\n]{0,60}\b(?:erstattet|gutgeschrieben|zurückgesetzt|gekündigt|gelöscht|entsperrt|geändert|verlängert)|\b(?:j['’]ai|nous avons) (?:remboursé|annulé|crédité|supprimé|réinitialisé|débloqué)|\b(?:he|hemos) (?:reembolsado|cancelado|abonado|eliminado|desbloqueado)|\b(?:ho|abbiamo) (?:rimborsato|annullato|accreditato|eliminato)|\b(?:ik heb|we hebben|wij hebben) (?:uw|je)\b[^.!?\n]{0,60}\b(?:terugbetaald|geannuleerd|verwijderd|hersteld)|\b(?:reembolsei|cancelei|estornei|reembolsamos|cancelamos)\b/iu,
  },
];
