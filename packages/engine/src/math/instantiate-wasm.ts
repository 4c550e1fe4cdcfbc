/**
 * WebAssembly from text: the engine loads nothing from disk, so its few kilobytes stand in generated files as base64.
 *
 * @example
 * instantiateWasm('AGFzbQEAAAA=');   // => {} : an empty module
 */

/** Web standard that every JavaScript runtime has; the engine is compiled without the types of any of them. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
};

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The exports of a fresh instance, with a memory of its own. */
export function instantiateWasm(base64: string): object {
  return new WebAssembly.Instance(new WebAssembly.Module(decodeBase64(base64))).exports;
}

function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let size = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffff;
    size += 6;
    if (size < 8) continue;
    size -= 8;
    bytes[at++] = (bits >> size) & 0xff;
  }
  return bytes;
}
