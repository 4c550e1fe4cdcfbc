import { describe, expect, it } from 'vitest';
import { personalData } from './personal-data.ts';
import { aKnown, saying } from './testing/a-lesson.ts';

const verdict = (text: string) => personalData(saying(text), aKnown()).verdict;

describe('other people', () => {
  it.each([
    ['A client of ours had this last week.'],
    ['Another customer wrote that it was short.'],
    ['Eine Kundin aus Bremen bekam alles zurück.'],
    ['Une autre cliente de Nantes a eu le même souci.'],
    ['Otro cliente de Sevilla lo tuvo también.'],
    ['Un’altra cliente di Bari ha scritto lo stesso.'],
    ['Een andere klant uit Gent schreef hetzelfde.'],
    ['Outro cliente de Braga teve o mesmo.'],
    ['She wrote to us, and it was changed.'],
    ['Your husband already called about it.'],
    ['Ask your neighbour Quint, it is the same house.'],
    ['Ihr Sohn Moritz hat die Karte gesperrt.'],
    ['Votre fille Léa a déjà appelé.'],
    ['Su hija Lucía ya llamó.'],
    ['Sua moglie Giulia ha già firmato.'],
    ['Uw vrouw Marloes heeft gebeld.'],
    ['O seu marido João já pagou.'],
    ['I called Denise, and it is sorted.'],
    ['Sophie in accounting has your form.'],
    ['Orlok’s booking was moved.'],
    ['The account of the Petersons is closed.'],
    ['Your username is rpetty82.'],
    ['You were in Lisbon on 4 May.'],
    ['La tarjeta llegó ayer.'],
    ['Your balance stands at 1,204.55 euros.'],
    ['We charged you 19.99 for it.'],
    ['Our notes say that you use a hearing aid.'],
    ['It is under ticket 7719.'],
    ['Halloran & Sons has your form.'],
    ['Kind regards to your mother.'],
    ['It was paid to the account of Orlok.'],
    ['He is 74 years old.'],
    ['As discussed, it is done.'],
    ['Your appointment is on Tuesday.'],
    ['See HB-4471-02 for the rest.'],
  ])('doubts “%s”', (text) => expect(verdict(text)).toBe('doubt'));

  it.each([
    ['Ask your admin: he or she can add you.'],
    ['Assign the task to another member, and tell your colleague.'],
    ['If another user has the file open, it is read-only.'],
    ['The customer’s order is shown under Orders.'],
    ['A payment is collected on the first of each month.'],
    ['Your plan’s limit is 500 guests; a transfer is made within 2 days.'],
    ['Enter the code that we send to your phone.'],
    ['The file is read as UTF-8 or ISO-8859-1; members have to be 18 years old.'],
    ['Ihr Kollege öffnet die Seite hier erneut.'],
    ['Release 128 was published in 2024 and runs on Windows 11.'],
    ['In Settings > Members, your colleague can change the role.'],
  ])('lets “%s” pass', (text) => expect(verdict(text)).toBe('pass'));

  it.each(['a customer ', 'She ', 'your ', 'You were ', 'told A', 'I '])('a long text of %j ends', (unit) => {
    const hostile = unit.repeat(Math.ceil(40_000 / unit.length));
    expect(typeof verdict(hostile)).toBe('string');
  });
});
