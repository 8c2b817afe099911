import { selectAnswers } from "../../../applications/index.ts";
import { selectToldEnterprises } from "../../../enterprises/index.ts";
import { selectCommands, selectOpenAt } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import {
  decodeCursor,
  encodeCursor,
  instantOf,
  type Page,
  type PageRequest,
  recordIdOf,
} from "../../../platform/core/cursor.ts";
import { partnerOf } from "../partner-of.ts";
import type { AnswerLine, HeldEnterprise, OpenErasure, Refusal, SentCommand } from "./schema.ts";
import { selectRefusals } from "./store.ts";

type Asked = PageRequest & { city: string };
type After = { at: string; id: string } | null;

/** Returns one page of rows that are ordered by time and id, with the cursor of the next. */
async function pageOf<Row extends { key: string; id: string }, Item>(
  question: string,
  { cursor, limit }: PageRequest,
  { read, view }: { read(after: After, limit: number): Promise<Row[]>; view(row: Row): Item },
): Promise<Page<Item>> {
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const rows = await read(position && { at: instantOf(position[0]), id: recordIdOf(position[1]) }, limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(view),
    nextCursor: last ? encodeCursor(question, [last.key, last.id]) : null,
  };
}

/** Lists the commands to a partner city, newest first. Throws NOT_FOUND for a city that is no partner. */
export async function listCommands(
  ctx: RequestContext,
  { city, state, ...page }: Asked & { state?: SentCommand["state"] | undefined },
): Promise<Page<SentCommand>> {
  await partnerOf(ctx, city);
  return pageOf(`commands ${city} ${state ?? ""}`, page, {
    read: (after, limit) => selectCommands(ctx.db, { target: city, state: state ?? null, after, limit }),
    view: ({ key: _key, createdAt, nextTryAt, settledAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      nextTryAt: row.state === "waiting" ? nextTryAt.toISOString() : null,
      settledAt: settledAt?.toISOString() ?? null,
    }),
  });
}

/** Lists refused pages of a partner city's logs, newest first. Throws NOT_FOUND as `listCommands` does. */
export async function listRefusals(ctx: RequestContext, { city, ...page }: Asked): Promise<Page<Refusal>> {
  const { own } = await partnerOf(ctx, city);
  return pageOf(`refusals ${city}`, page, {
    read: (after, limit) => selectRefusals(ctx.db, { city, own, after, limit }),
    view: ({ at, stream, fault, seq }) => ({ at: at.toISOString(), stream, fault, seq }),
  });
}

/**
 * Lists applications of people of this node at employers of a partner city, newest first, without the people.
 * Throws NOT_FOUND as `listCommands` does.
 */
export async function listAnswers(ctx: RequestContext, { city, ...page }: Asked): Promise<Page<AnswerLine>> {
  await partnerOf(ctx, city);
  return pageOf(`answers ${city}`, page, {
    read: (after, limit) => selectAnswers(ctx.db, { city, after, limit }),
    view: ({ key: _key, id: _id, createdAt, answeredAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
    }),
  });
}

/** Lists the enterprises of a partner city that are here, newest first. Throws NOT_FOUND as the others do. */
export async function listHeldEnterprises(
  ctx: RequestContext,
  { city, ...page }: Asked,
): Promise<Page<HeldEnterprise>> {
  await partnerOf(ctx, city);
  return pageOf(`enterprises ${city}`, page, {
    read: (after, limit) => selectToldEnterprises(ctx.db, { city, after, limit }),
    view: ({ id, name }) => ({ id, name }),
  });
}

/**
 * Lists the records of own people that a partner city was asked to delete and has not confirmed, oldest
 * first, without the people. Throws NOT_FOUND as the others do.
 */
export async function listOpenErasures(
  ctx: RequestContext,
  { city, ...page }: Asked,
): Promise<Page<OpenErasure>> {
  const { own } = await partnerOf(ctx, city);
  return pageOf(`erasures ${city}`, page, {
    read: (after, limit) => selectOpenAt(ctx.db, { city: own, receiver: city, after, limit }),
    view: ({ kind, askedAt }) => ({ kind, askedAt: askedAt.toISOString() }),
  });
}
