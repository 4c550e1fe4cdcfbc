/** The guides, for whatever shows one. */
import { createContext } from 'preact';
import type { Guides } from '../guide/guides.ts';

export const GuidesContext = createContext<Guides | null>(null);
