import { sql } from "kysely";
import type { RequestContext } from "../../src/platform/context.ts";
import { databaseToday } from "../../src/platform/core/store.ts";
import {
  approvePosting,
  createPosting,
  type ManagedPosting,
  type PostingInput,
  submitPosting,
} from "../../src/postings/index.ts";

/** Returns the date `days` days after the database's current date. */
export async function daysAhead(ctx: Pick<RequestContext, "db">, days: number): Promise<string> {
  const date = new Date(`${await databaseToday(ctx.db)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Returns the input of a posting with all six elements that the law requires. */
export async function postingInput(
  ctx: Pick<RequestContext, "db">,
  enterpriseId: string,
  overrides: Partial<PostingInput> = {},
): Promise<PostingInput> {
  return {
    enterpriseId,
    title: "电焊工",
    headcount: 5,
    duties: "按图纸焊接工件，检查焊缝。",
    requirements: "有焊工证，三年以上经验。",
    placeText: "葫芦岛兴城市临海产业区",
    payText: "6000-9000元/月",
    validThrough: await daysAhead(ctx, 30),
    ...overrides,
  };
}

export async function draftPosting(
  member: RequestContext,
  enterpriseId: string,
  overrides: Partial<PostingInput> = {},
): Promise<ManagedPosting> {
  return createPosting(member, await postingInput(member, enterpriseId, overrides));
}

export async function submittedPosting(
  member: RequestContext,
  enterpriseId: string,
  overrides: Partial<PostingInput> = {},
): Promise<ManagedPosting> {
  return submitPosting(member, { id: (await draftPosting(member, enterpriseId, overrides)).id });
}

export async function publishedPosting(
  people: { member: RequestContext; officer: RequestContext },
  enterpriseId: string,
  overrides: Partial<PostingInput> = {},
): Promise<ManagedPosting> {
  const { id } = await submittedPosting(people.member, enterpriseId, overrides);
  return approvePosting(people.officer, { id });
}

/** Returns the outbox rows of one record, oldest first. */
export async function emitted(ctx: Pick<RequestContext, "db">, id: string) {
  const { rows } = await sql<{
    stream: string;
    op: string;
    rev: number;
    payload: Record<string, unknown> | null;
  }>`
    select stream, op, rev, payload from outbox where record_id = ${id} order by id`.execute(ctx.db);
  return rows;
}
