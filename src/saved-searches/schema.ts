import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../platform/core/schema.ts";
import { Filter } from "../search/index.ts";

/** A search worth keeping: words, conditions, or both. Order and page are not part of it. */
export const SavedSearchInput = z
  .strictObject({
    q: PlainText(200).default(""),
    filter: Filter.extend({ payUnknown: z.boolean().optional() }),
  })
  .openapi("SavedSearchInput");

export const SavedSearchView = z
  .object({
    id: Id,
    q: z.string(),
    filter: z.record(z.string(), z.unknown()),
    /** Words, places and trades as a person reads them; empty when the search has none of these. */
    label: z.string(),
    createdAt: z.iso.datetime(),
    /** Postings found in the last seven days. */
    recent: z.number().int(),
  })
  .openapi("SavedSearch");

export type SavedSearchInput = z.infer<typeof SavedSearchInput>;
export type SavedSearchView = z.infer<typeof SavedSearchView>;
