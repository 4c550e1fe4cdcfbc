/** Words that people are to read. */
import { z } from 'zod';

/** Neither white space nor what no eye sees: U+2800 is a pattern of Braille without a dot. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u;

/** Trimmed. Something of it can be seen: a lone U+200B is as good as empty. */
export const visibleText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => VISIBLE.test(text), 'expected something that can be seen');
