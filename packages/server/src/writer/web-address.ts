/** A public address of the web, also where it was written without `https://`; null for all else (`javascript:`, a file). */
export function webAddress(address: string): URL | null {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url : null;
}
