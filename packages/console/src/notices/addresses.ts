/** E-mail addresses as they are typed: one a line, or parted by commas. Pure. */
const MOST = 20;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/;

export interface ReadAddresses {
  readonly addresses: readonly string[];
  /** What stands in the way; null: they can be saved. */
  readonly problem: string | null;
}

export function readAddresses(text: string): ReadAddresses {
  const addresses = [
    ...new Set(
      text
        .split(/[\n,;]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
  const wrong = addresses.find((address) => !ADDRESS.test(address));
  const problem =
    wrong !== undefined
      ? `“${wrong}” is no e-mail address.`
      : addresses.length > MOST
        ? `At most ${MOST} addresses; these are ${addresses.length}.`
        : null;
  return { addresses, problem };
}
