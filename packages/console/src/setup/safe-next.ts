/** A path of this site, and nothing that a browser would take for another one. */
export const isOwnPath = (address: string): boolean => /^\/(?![/\\])/.test(address);

/** Only a path of this site; anything else would let a link send people elsewhere after sign-in. */
export const safeNext = (next: string | undefined): string => (next && isOwnPath(next) ? next : '/');
