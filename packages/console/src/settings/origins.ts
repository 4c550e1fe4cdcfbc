/** One origin a line; a path or a trailing slash is dropped, so that what is stored is what a browser sends. */
export function parseOrigins(text: string): {
  readonly origins: readonly string[];
  readonly wrong: readonly string[];
} {
  const lines = text.split(/[\s,]+/).filter(Boolean);
  const origins: string[] = [];
  const wrong: string[] = [];
  for (const line of lines) {
    const url = URL.parse(line);
    if (url && (url.protocol === 'https:' || url.protocol === 'http:')) origins.push(url.origin);
    else wrong.push(line);
  }
  return { origins: [...new Set(origins)], wrong };
}
