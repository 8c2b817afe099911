import type { PostingValues } from "../../../../db/schema/index.ts";
import { PAY_COLUMNS, type PublicColumn, payField } from "../../columns.ts";
import type { PostingView } from "../../schema.ts";

/** Public content of a posting, as its city's log tells it. */
export type PostingPayload = Omit<PostingView, "applyBlock">;

type Generated = "status" | "expiresAt" | "closedAt";
/** Column values of a copy: what the public of its home may read. */
export type CopiedRow = Pick<PostingValues, Exclude<PublicColumn, Generated>>;

const PAY_PAIRS = PAY_COLUMNS.map((name) => [name, payField(name)] as const);

/** Returns the column values from which `toPayload` gives this payload again. */
export function rowOf(payload: PostingPayload): CopiedRow {
  const { employer, pay, contact, repostFrom } = payload;
  const payColumns: Record<string, unknown> = {};
  for (const [name, field] of PAY_PAIRS) payColumns[name] = pay[field];
  return {
    ...payload,
    ...(payColumns as Pick<CopiedRow, (typeof PAY_COLUMNS)[number]>),
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
}
