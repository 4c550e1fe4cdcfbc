/** What of the customer's page the widget may look at. What is not listed here never leaves the page. */
import { z } from 'zod';

export const pageSettings = z.strictObject({
  enabled: z.boolean(),
  /** Paths on which it looks, `*` for anything: `/app/*`. Empty means all. */
  paths: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^\/[^?#\s]*$/u, 'expected a path such as /app/*'),
    )
    .max(50),
  /** Other origins whose failed requests are told, such as that of the product's API; the page's own always are. */
  origins: z.array(z.url()).max(20),
  /** Keys of the address whose values are told. */
  query_keys: z
    .array(z.string().regex(/^[\w.-]{1,50}$/u, 'expected a key of letters, digits, _ . or -'))
    .max(20),
  /** Elements whose clicks are told, with their label. */
  selectors: z.array(z.string().trim().min(1).max(200)).max(20),
  /** Whether clicks on any button or link are told, too. */
  buttons: z.boolean(),
});
export type PageSettings = z.infer<typeof pageSettings>;
