// What the server found at the address of a reference.
import * as z from 'zod/mini';

/** POST /v1/links/page and /v1/links/check: what the server found at an address. `page` is null where nothing was read. */
export const fetchedLinkAnswer = z.object({
  status: z.enum(['alive', 'dead', 'unreachable', 'blocked']),
  at: z.string(),
  page: z.nullable(
    z.object({
      title: z.nullable(z.string()),
      description: z.nullable(z.string()),
      siteName: z.nullable(z.string()),
      /** A data URL. */
      icon: z.nullable(z.string()),
    }),
  ),
});
export type FetchedLinkAnswer = z.infer<typeof fetchedLinkAnswer>;
