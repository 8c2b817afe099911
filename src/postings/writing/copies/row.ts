import type { PostingValues } from "../../../../db/schema/index.ts";
import { PAY_COLUMNS, PUBLIC_COLUMNS, type PublicColumn, payField } from "../../columns.ts";
import { PostingView } from "../../schema.ts";

/** Public content of a posting, as its city's log tells it. */
export type PostingPayload = Omit<PostingView, "applyBlock">;

type Generated = "status" | "expiresAt" | "closedAt";
/** Column values of a copy: what the public of its home may read. */
export type CopiedRow = Pick<PostingValues, Exclude<PublicColumn, Generated>>;

const PAY_PAIRS = PAY_COLUMNS.map((name) => [name, payField(name)] as const);
/** Columns whose value stands in the payload under their own name. */
const PLAIN = PUBLIC_COLUMNS.filter((name) => name in PostingView.shape) as (keyof CopiedRow &
  keyof PostingPayload)[];

/**
 * Returns the column values from which `toPayload` gives this payload again. Sets them one by one: V8 takes
 * five times as long to spread an object of so many members.
 */
export function rowOf(payload: PostingPayload): CopiedRow {
  const { employer, pay, contact, repostFrom } = payload;
  const row: Record<string, unknown> = {};
  for (const name of PLAIN) row[name] = payload[name];
  for (const [name, field] of PAY_PAIRS) row[name] = pay[field];
  const others: Partial<CopiedRow> = {
    enterpriseId: employer.id,
    contactName: contact?.name ?? null,
    contactPhone: contact?.phone ?? null,
    contactHours: contact?.hours ?? null,
    repost: repostFrom !== null,
    sourceName: repostFrom,
    publishedAt: new Date(payload.publishedAt),
    confirmedAt: payload.confirmedAt === null ? null : new Date(payload.confirmedAt),
    updatedAt: new Date(payload.updatedAt),
  };
  return Object.assign(row, others) as CopiedRow;
}
