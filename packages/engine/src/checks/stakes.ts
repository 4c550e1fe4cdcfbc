/**
 * What could go badly wrong: money, security, law, health, a cancellation, threats, self-harm.
 *
 * A person looks at every answer of such a resolution, for good: it may be suggested, and never goes out alone. Errs to
 * the dearer side. Reads answer, title and question; the table of words for money and security is the learning
 * stage's. Seven languages. Cost O(length).
 *
 * @example stakes({ …, question: 'My lawyer will write to you' }, known).verdict // 'doubt'
 */
import type { Check } from './checked-lesson.ts';
import { doubt, findingOf } from './finding.ts';

const CLASSES: readonly (readonly [string, RegExp])[] = [
  [
    'harm to oneself',
    /\b(suicid\w*|kill myself|end my life|self-?harm\w*|hurt myself|selbstmord|umbringen|das leben nehmen|me suicider|me tuer|suicidarme|matarme|suicidarmi|uccidermi|zelfmoord|me matar|suicídio)\b/iu,
  ],
  [
    'threats',
    /\b(i('ll| will) (kill|hurt|find|burn)|bomb( threat)?|shoot (you|up)|threat(en(ed|ing)?|s)?|extort\w*|ransom|blackmail\w*|bombendrohung|drohung|bedroh\w*|menac\w*|amenaza\w*|minacc\w*|bedreig\w*|ameaç\w*)\b/iu,
  ],
  [
    'law',
    /\b(lawyers?|attorney|solicitor|lawsuit|sue (you|us)|suing|court|legal(ly)?|liab(le|ility)|subpoena|regulator|ombudsman|gdpr|dsgvo|data protection|anwalt\w*|anwält\w*|rechtlich|klage|gericht|avocat|tribunal|juridique|abogado|juez|demanda|avvocato|advocaat|rechtbank|advogado|processo judicial)\b/iu,
  ],
  [
    'health',
    /\b(medical|medicines?|medication|dos(e|age)|diagnos\w+|symptoms?|allerg\w+|pregnan\w+|injur(y|ies|ed)|overdose|poison\w*|emergency|hospital|arzt|ärzt\w*|medikament\w*|dosis|krankenhaus|médecin|médicament|ordonnance|médico|medicamento|embarazada|farmaco|medicijn\w*|grávida)\b/iu,
  ],
  [
    'cancellation',
    /\b(cancel\w*|terminat(e|ion) (my|the|our) (contract|subscription|account)|close (my|our|the) account|delete (my|our|the) account|kündig\w*|widerruf\w*|résili\w*|desuscri\w*|darme de baja|disdett\w*|disdire|opzegg\w*|rescind\w*)\b/iu,
  ],
];

export const stakes: Check = ({ answer, question, stakes: given }, { stakesOf }) => {
  const text = `${answer?.title ?? ''}\n${answer?.text ?? ''}\n${question}`;
  const isDear = given === 'money-security' || stakesOf(text) === 'money-security';
  const found = CLASSES.flatMap(([name, pattern]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [doubt(`It is about ${name}: a person looks at each answer.`, match[0])];
  });
  const money = isDear ? [doubt('It is about money or security: a person looks at each answer.')] : [];
  return findingOf('stakes', [...found, ...money], 'A wrong answer would cost little.');
};
