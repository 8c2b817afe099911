import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { decodeCursor, encodeCursor, type Position } from "../../platform/core/cursor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { UUID } from "../../platform/core/ids.ts";
import type { FacetCounts, Nearness, SearchPort, SearchQuery } from "../port.ts";
import { emptyResult } from "../result.ts";
import { answerCache, countWrite } from "./answer-cache.ts";
import { allOf, baseConditions, facetConditions, ofAgreement, offeredAt } from "./conditions.ts";
import { countFacets } from "./facets.ts";
import { rankOf } from "./rank.ts";
import { readStanding } from "./standing.ts";
import { type TermsOf, upsertDocuments } from "./upsert-documents.ts";

type Row = { id: string; keys: Position };

/** Options that the program sets. A visitor's query cannot change them. */
type Narrowed = {
  /** True (the default) uses the answer cache. */
  keeps?: boolean;
  /** Leaves out postings published before this time. */
  publishedSince?: Date;
  /** Limits the search to the exhibitors of this fair. */
  fairId?: string;
};

/** Creates the PostgreSQL engine: the default engine, and the fallback of Meilisearch. */
export function createPostgresSearch(
  db: DbOrTx,
  termsOf?: TermsOf,
  { keeps = true, publishedSince, fairId }: Narrowed = {},
): SearchPort {
  return {
    name: "postgres",
    async search(query) {
      const { terms, without = [], filter } = query;
      if (terms?.length === 0) return emptyResult(query.facets);
      const base = [
        ...baseConditions(fairId ? offeredAt(fairId, query.scope) : ofAgreement(query.scope), query),
        ...(publishedSince ? [sql`s.published_at >= ${publishedSince}`] : []),
      ];
      const own = facetConditions(filter);
      const question = JSON.stringify([
        terms,
        without,
        filter,
        query.sort,
        query.near?.point ?? null,
        query.scope,
        ...(fairId ? [fairId] : []),
      ]);
      const order = orderOf(query);
      const conditions = [...base, ...Object.values(own)];
      const position = query.cursor ? decodeCursor(question, query.cursor, order.keys.length) : null;
      const count = async (): Promise<{ total: number; facets: FacetCounts | null }> =>
        query.facets ? countFacets(db, base, own) : countAll(db, conditions);
      const again = () => readStanding(db, query.scope);
      const keep = keeps ? answerCache(db, await again(), { again }) : workAnew;
      const [rows, counted] = await Promise.all([
        keep(`page ${query.limit} ${query.cursor} ${question}`, () =>
          page(db, { conditions, order, position, limit: query.limit }),
        ),
        keep(`count ${JSON.stringify([terms, without, filter, query.facets])}`, count),
      ]);
      const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
      return {
        ids: rows.slice(0, query.limit).map((row) => row.id),
        total: counted.total,
        facets: counted.facets,
        nextCursor: last ? encodeCursor(question, last.keys) : null,
      };
    },
    async put(documents) {
      if (!termsOf) throw new Error("no segmenter: documents are indexed by a worker");
      if (documents.length === 0) return;
      await upsertDocuments(db, documents, termsOf);
      await countWrite(db);
    },
    async remove(ids) {
      if (ids.length === 0) return;
      await sql`
          with gone as (delete from posting_terms where posting_id = any(${ids}::uuid[]))
          delete from posting_search where posting_id = any(${ids}::uuid[])`.execute(db);
      await countWrite(db);
    },
  };
}

const workAnew = <T>(_question: string, work: () => Promise<T>): Promise<T> => work();

const FAR_M = 100_000_000;

/**
 * Returns the sort key for `nearest`: the negative distance in metres to the centre of the county, else of
 * the city. Postings without a known place come last.
 */
const nearness = (near: Nearness | null) => {
  const metres = sql`${JSON.stringify(near?.metres ?? {})}::jsonb`;
  return sql`(-coalesce((${metres} ->> s.county)::int, (${metres} ->> s.city)::int, ${FAR_M}::int))`;
};

type Order = { keys: RawBuilder<unknown>[]; casts: string[] };

/**
 * Returns the sort keys, all descending, with their SQL types. The id is last, so the order is total and
 * pages neither repeat nor skip a posting.
 */
function orderOf({ sort, terms, filter, near = null }: SearchQuery): Order {
  const newest = { keys: [sql`s.published_at`, sql`s.posting_id`], casts: ["timestamptz", "uuid"] };
  const rank = rankOf(terms ?? [], filter);
  if (sort === "newest" || (sort === "relevance" && !rank && !near)) return newest;
  if (sort === "nearest") return { keys: [nearness(near), ...newest.keys], casts: ["int", ...newest.casts] };
  if (sort === "pay")
    return { keys: [sql`coalesce(s.month_max_yuan, -1)`, sql`s.posting_id`], casts: ["int", "uuid"] };
  const nearer = near ? { keys: [nearness(near), ...newest.keys], casts: ["int", ...newest.casts] } : newest;
  return { keys: [rank ?? sql`0`, ...nearer.keys], casts: ["int", ...nearer.casts] };
}

async function page(
  db: DbOrTx,
  q: { conditions: RawBuilder<unknown>[]; order: Order; position: Position | null; limit: number },
): Promise<Row[]> {
  const { keys, casts } = q.order;
  const conditions = [...q.conditions];
  if (q.position) {
    const values = q.position.map(
      (value, i) => sql`${checked(value, casts[i])}::text::${sql.raw(casts[i] ?? "text")}`,
    );
    conditions.push(sql`(${sql.join(keys)}) < (${sql.join(values)})`);
  }
  const { rows } = await sql<Row>`
    select s.posting_id as id, array[${sql.join(keys.map((key) => sql`${key}::text`))}] as keys
    from posting_search s where ${allOf(conditions)}
    order by ${sql.join(keys.map((key) => sql`${key} desc`))} limit ${q.limit + 1}`.execute(db);
  return rows;
}

const SHAPES: Record<string, RegExp> = {
  int: /^-?[0-9]{1,9}$/,
  uuid: UUID,
  timestamptz: /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]{8,15}[+-][0-9:]{2,8}$/,
};

/**
 * Returns a cursor's value if its text fits the SQL type. Throws CURSOR_INVALID otherwise, because a caller
 * may send any text as cursor.
 */
function checked(value: string | number | null, cast: string | undefined): string {
  if (typeof value === "string" && cast && SHAPES[cast]?.test(value)) return value;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

async function countAll(
  db: DbOrTx,
  conditions: RawBuilder<unknown>[],
): Promise<{ total: number; facets: null }> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from posting_search s where ${allOf(conditions)}`.execute(db);
  return { total: rows[0]?.n ?? 0, facets: null };
}
