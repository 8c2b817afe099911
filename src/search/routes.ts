import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../platform/context.ts";
import { Cursor, DivisionCode, Limit } from "../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer } from "../platform/http/api.ts";
import { PostingCard } from "../postings/index.ts";
import { Filter } from "./filter.ts";
import { FACETS, type SearchPort, SORTS } from "./port.ts";
import { searchPostings } from "./queries/search-postings.ts";
import { suggestWords } from "./queries/suggest.ts";

/**
 * Query parameters of a search. `q` is the query text; an empty one matches all postings. Only its first 200
 * characters are used; more than 2,000 are an error.
 */
export const SearchParameters = Filter.extend({
  q: z.string().max(2000).optional(),
  sort: z.enum(SORTS).default("relevance"),
  /**
   * Division code of the seeker. `sort=nearest` measures from the division's centre; by relevance, the nearer
   * of two equal postings comes first.
   */
  near: DivisionCode.optional(),
  /** Keeps postings in divisions whose centres are at most so many kilometres from that of `near`. */
  within: z.coerce.number().int().min(1).max(500).optional(),
  cursor: Cursor.optional(),
  limit: Limit,
  facets: z.stringbool().default(true),
});

const Understood = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("word"), text: z.string() }),
    /** A filter that the text names: 月薪8000以上, 白班, 日结. */
    z.object({ kind: z.literal("filter"), text: z.string(), filter: Filter }),
    /** Postings with this word are left out. */
    z.object({ kind: z.literal("without"), text: z.string(), word: z.string() }),
    /** Text without effect. `open`: age or sex, because every posting is open to all. */
    z.object({ kind: z.literal("unused"), text: z.string(), why: z.enum(["open", "unclear"]) }),
  ])
  .openapi("UnderstoodPiece");
const Count = z.object({ value: z.string(), count: z.number().int() });
const Answer = z
  .object({
    items: z.array(PostingCard),
    facets: z.record(z.enum(FACETS), z.array(Count)).nullable(),
    total: z.number().int(),
    nextCursor: z.string().nullable(),
    /** True if nothing matched exactly and these results match with a typing error corrected. */
    forgiven: z.boolean(),
    /** True if the search engine is down and the database answered. */
    degraded: z.boolean(),
    /** The parsed words of the query, for highlighting. */
    words: z.array(z.string()),
    /** The pieces of the query's text and what each means, in order. */
    understood: z.array(Understood),
  })
  .openapi("SearchAnswer");

export type EngineOf = (ctx: RequestContext) => SearchPort;

/** Converts validated parameters into the engine's input. */
export function searchInput(parameters: z.infer<typeof SearchParameters>) {
  const { q, sort, near, within, cursor, limit, facets, ...filter } = parameters;
  return {
    text: q ?? null,
    filter,
    sort,
    near: near ?? null,
    within: within ?? null,
    cursor: cursor ?? null,
    limit,
    facets,
  };
}

const Suggestions = z.object({
  items: z.array(z.object({ text: z.string(), kind: z.enum(["trade", "place"]) })),
});

/** `GET /suggestions`, below /api/v1. */
const suggestionRoutes = createApi().openapi(
  apiRoute(
    { who: "anyone" },
    {
      method: "get",
      path: "/suggestions",
      tags: ["postings"],
      summary: "Words that continue what was typed",
      request: { query: z.strictObject({ q: z.string().max(200) }) },
      responses: { 200: jsonAnswer(Suggestions, "Eight at most, the nearest first") },
    },
  ),
  async (c) => c.json({ items: await suggestWords(c.get("ctx"), c.req.valid("query").q) }, 200),
);

/** `GET /postings` and `/suggestions`, below /api/v1. */
export const searchRoutes = (engineOf: EngineOf) =>
  createApi()
    .route("/", suggestionRoutes)
    .openapi(
      apiRoute(
        { who: "anyone" },
        {
          method: "get",
          path: "/postings",
          tags: ["postings"],
          summary: "Search published postings",
          request: { query: SearchParameters },
          responses: { 200: jsonAnswer(Answer, "One page, with counts by facet under the same conditions") },
        },
      ),
      async (c) => {
        const ctx = c.get("ctx");
        return c.json(await searchPostings(ctx, engineOf(ctx), searchInput(c.req.valid("query"))), 200);
      },
    );
