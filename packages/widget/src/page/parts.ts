/** What is fetched only where a page may be looked at. */
export { describeFacts } from './describe.ts';
export { observePage } from './observe.ts';
