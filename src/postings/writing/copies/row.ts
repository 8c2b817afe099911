import type { PostingValues } from "../../../../db/schema/index.ts";
import { PAY_COLUMNS, type PublicColumn, payField } from "../../columns.ts";
import type { PostingView } from "../../schema.ts";

/** Public content of a posting, as its city's log tells it. */
export type PostingPayload = Omit<PostingView, "applyBlock">;

type Generated = "status" | "expiresAt" | "closedAt";
/** Column values of a copy: what the public of its home may read. */
export type CopiedRow = Pick<PostingValues, Exclude<PublicColumn, Generated>>;

/** Returns the column values from which `toPayload` gives this payload again. */
export function rowOf(payload: PostingPayload): CopiedRow {
  const { employer, pay, contact, repostFrom, verifier: _verifier, ...rest } = payload;
  const given: Record<string, unknown> = pay;
  const payColumns = Object.fromEntries(PAY_COLUMNS.map((name) => [name, given[payField(name)]]));
  return {
    ...rest,
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
