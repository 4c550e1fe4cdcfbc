/** What is written in a part of the page, without what it marks as private and what stands in fields. Bounded. */
export const PRIVATE = '[data-private]';
export const FIELDS =
  'input:not([type=button],[type=submit],[type=reset]),textarea,select,[contenteditable]:not([contenteditable=false]),[autocomplete^="cc-"]';
/** What is never told. */
export const NEVER = `${PRIVATE},${FIELDS}`;

const MAX_NODES = 5_000;

/** At most so many characters of the words that are not private. */
export const visibleText = (element: Element, limit: number): string => readText(element, limit, true).text;

/** Text of an element up to so many characters and nodes; `skips` leaves out what is private within. */
export function readText(root: Node, limit: number, skips: boolean): { text: string; whole: boolean } {
  const texts: string[] = [];
  let [length, nodes] = [0, 0];
  for (let node: Node | null = root; node; nodes++) {
    if (length > limit || nodes > MAX_NODES) return { text: texts.join(' '), whole: false };
    if (node.nodeType === 3) {
      const part = node.nodeValue ?? '';
      texts.push(part.slice(0, limit));
      length += part.length;
    }
    node = nextNode(node, root, !(skips && isLeftOut(node)));
  }
  return { text: texts.join(' '), whole: true };
}

const isLeftOut = (node: Node): boolean =>
  node.nodeType === 1 && (node as Element).matches(`${NEVER},script,style`);

/** In the order of the document, within the root. */
function nextNode(node: Node, root: Node, descends: boolean): Node | null {
  if (descends && node.firstChild) return node.firstChild;
  for (let up: Node | null = node; up && up !== root; up = up.parentNode)
    if (up.nextSibling) return up.nextSibling;
  return null;
}
