import type { Context } from "hono";
import { z } from "zod";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { WORK_KINDS, WORK_OWNERS, type WorkFilter } from "../../../../worklist/index.ts";
import { wordsOf } from "../../../links/pages.ts";

/** Number of items on a page. */
export const PAGE = 20;
/**
 * The part of the list that a page shows: its filters, its cursor, and the cursors of the pages before it as
 * the links between pages write them.
 */
export type QueueQuery = WorkFilter & { cursor?: string | undefined; before?: string | undefined };

const MARKED: Readonly<Record<string, boolean>> = { yes: true, no: false };

type Read = (name: string) => string | undefined;

/** Reads filters and place by name. An unknown value counts as none. */
function readQuery(read: Read): QueueQuery {
  const county = read("county");
  const enterpriseId = read("enterprise");
  const marked = MARKED[read("marked") ?? ""];
  return {
    kind: z.enum(WORK_KINDS).safeParse(read("kind")).data,
    county: county && /^\d{6}$/.test(county) ? county : undefined,
    enterpriseId: enterpriseId && UUID.test(enterpriseId) ? enterpriseId : undefined,
    marked,
    owner: z.enum(WORK_OWNERS).safeParse(read("owner")).data,
    q: wordsOf(read("q")?.replace(/\p{Cc}/gu, " ")),
    cursor: read("cursor") || undefined,
    before: read("before") || undefined,
  };
}

/** Reads the query of the queue from the address. */
export const queueQueryOf = (c: Context<Env>): QueueQuery => readQuery((name) => c.req.query(name));

/** Reads the query of the queue from a form's field, which has it as the text of an address. */
export function queueQueryIn(text: string): QueueQuery {
  const given = new URLSearchParams(text.slice(0, 2000));
  return readQuery((name) => given.get(name) ?? undefined);
}

/** Returns the query as the text of an address. */
export function queryText(query: QueueQuery): URLSearchParams {
  const { enterpriseId, marked, ...rest } = query;
  const named = {
    ...rest,
    enterprise: enterpriseId,
    marked: marked === undefined ? undefined : marked ? "yes" : "no",
  };
  return new URLSearchParams(
    Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : [])) as [string, string][],
  );
}

/** Returns the address of this part of the queue. */
export function pathTo(query: QueueQuery, path = "/union"): string {
  const text = queryText(query).toString();
  return text ? `${path}?${text}` : path;
}

/** Returns the filters without the place of a page. */
export function filterOf({ cursor: _, before: __, ...filter }: QueueQuery): WorkFilter {
  return filter;
}
