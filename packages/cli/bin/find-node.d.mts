export const OLDEST_NODE: string;
export function flagsFor(version: string): string[] | null;
