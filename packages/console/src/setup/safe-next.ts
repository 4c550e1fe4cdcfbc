/** Only a path of this site; anything else would let a link send people elsewhere after sign-in. */
export const safeNext = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) ? next : '/';
