import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../platform/core/schema.ts";
import { Filter } from "../search/index.ts";

/** A search to save: words, conditions, or both, without order and page. */
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
    /** Words, places and occupations as text for people. Empty if the search has none of them. */
    label: z.string(),
    createdAt: z.iso.datetime(),
    /** Number of matches of the last seven days. */
    recent: z.number().int(),
  })
  .openapi("SavedSearch");

export type SavedSearchInput = z.infer<typeof SavedSearchInput>;
export type SavedSearchView = z.infer<typeof SavedSearchView>;
