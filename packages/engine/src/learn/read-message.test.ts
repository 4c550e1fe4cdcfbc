import { describe, expect, it } from 'vitest';
import { readAgentMessage, readCustomerMessage } from './read-message.ts';

describe('what a customer says about the answer', () => {
  it.each([
    'That worked, thanks!',
    'This worked. I want to thank you very much. My wife thanks you very much.',
    'Thanks, David. Success!',
    'At first it did not work, but after a restart it is fixed.',
    'Everything is back to normal now.',
    'Brilliant!!, Thanks :)',
    'Thank you so much!',
    'no more errors, problem solved',
    'Super, jetzt funktioniert es. Danke!',
    'Parfait, ça marche maintenant',
    'Perfecto, ya funciona. ¡Gracias!',
    'Ora funziona, grazie mille',
    'Opgelost, bedankt!',
    'Deu certo, agora funciona, obrigado',
    'This worked like magic. It seems that the other option may not work on two drives',
  ])('confirms: %s', (text) => expect(readCustomerMessage(text)).toBe('confirms'));

  it.each([
    "Thanks but it still doesn't work",
    'i did this and it did not work',
    'Thanks, but it didn’t work. Tried multiple times. Thanks again.',
    'The problem is still not solved. Thunderbird still does not receive messages!',
    'No luck, same error.',
    'It worked for an hour, then it came back again.',
    'Leider funktioniert es nicht',
    'Purtroppo non funziona. Torna sempre tutto come prima',
    'Ça ne marche pas',
    'Sigue sin funcionar',
    'Nope. The button does not appear there for me.',
    'Nothing works',
  ])('denies: %s', (text) => expect(readCustomerMessage(text)).toBe('denies'));

  it('in a long story only its beginning and end conclude', () => {
    const story = `Here is what happened. ${'Then I opened one more window and looked. '.repeat(12)}`;
    expect(readCustomerMessage(`${story}It was fixed at that point. I went on. And on.`)).toBe('other');
    expect(readCustomerMessage(`${story}Now it works.`)).toBe('confirms');
    expect(readCustomerMessage(`${story}It failed again. I went on. And on.`)).toBe('denies');
  });

  it.each([
    'I use version 115 on Windows 11',
    'Thank you - I will try that.',
    'Thanks, I will give it a try!',
    'It worked fine before the update',
    'If that works I will tell you',
    'I hope it gets fixed soon',
    'Here is the screenshot',
  ])('says nothing: %s', (text) => expect(readCustomerMessage(text)).toBe('other'));

  it.each([
    'How do I know which to use? POP3 or IMAP?',
    'Thank you this locates the folder. Now, how do I tell it where the new folders are?',
    'That worked, thanks! But where is the archive now?',
  ])('asks on: %s', (text) => expect(readCustomerMessage(text)).toBe('asks'));

  it.each([
    'Never mind, it works now',
    'Nel frattempo ho trovato su un forum una risposta che ha risolto il problema',
    'The way I solved this problem was to install the older version',
  ])('solved alone: %s', (text) => expect(readCustomerMessage(text)).toBe('solved-alone'));
});

describe('what an agent does', () => {
  it.each([
    ['Which version do you use?', 'asks'],
    ['Is it an IMAP account? Which provider?', 'asks'],
    ['Please post a screenshot of the settings.', 'asks'],
    ['For us to better investigate this issue, we will need some more information.', 'asks'],
    ['Puzzling.', 'chats'],
    ['I have passed this on to our second line, they will write to you directly.', 'chats'],
    ['We are looking into it and will get back to you.', 'chats'],
    ['A colleague of the finance team takes over from here.', 'chats'],
    ['This is a duplicate.', 'chats'],
    ['Perhaps https://help.example.com/kb/export', 'answers'],
    ['Right-click the folder, choose Properties, then Repair Folder.', 'answers'],
    [
      'Open Settings > General, uncheck the box for hardware acceleration and restart the program. Does that help?',
      'answers',
    ],
  ])('%s → %s', (text, act) => expect(readAgentMessage(text)).toBe(act));
});
