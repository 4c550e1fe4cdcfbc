/** A word about a password while it is typed. Length is what counts; the server asks for ten characters. */
export function passwordHint(password: string): { readonly ok: boolean; readonly text: string } {
  if (password.length < 10)
    return {
      ok: false,
      text: `At least 10 characters${password === '' ? '' : `, ${10 - password.length} more`}.`,
    };
  if (new Set(password).size < 5) return { ok: true, text: 'Easy to guess: too few different characters.' };
  if (password.length < 14) return { ok: true, text: 'Good. A few more words make it strong.' };
  return { ok: true, text: 'Strong.' };
}
