import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { claimEnterprise } from "../../src/enterprises/index.ts";
import { AppError } from "../../src/platform/core/errors.ts";
import { approvePosting, countQueue, getPosting, listReviewQueue } from "../../src/postings/index.ts";
import { officer, person, visitor } from "../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { claimedEnterprise, creditCode, importedEnterprise } from "../factories/enterprises.ts";
import { emitted, submittedPosting } from "../factories/postings.ts";
import { code } from "../support/refusals.ts";

const { database, services, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

test("the queue is oldest first, by the officer's city and county, and pages through everything once", async () => {
  const first = await submittedPosting(company.member, company.enterprise.id);
  const { enterprise } = await claimedEnterprise(services);
  const sheetEmployer = await importedEnterprise(union, "锦西老厂");
  const hr = await person(services);
  const claim = await claimEnterprise(hr, {
    enterpriseId: sheetEmployer,
    statement: "我是人事",
    uscc: creditCode(800),
  });
  const last = await submittedPosting(company.member, company.enterprise.id);

  const walked = [];
  let cursor: string | undefined;
  do {
    const page = await listReviewQueue(union, { cursor, limit: 1 });
    walked.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(walked.map((item) => [item.kind, item.id])).toEqual([
    ["posting", first.id],
    ["enterprise", enterprise.id],
    ["claim", claim.id],
    ["posting", last.id],
  ]);
  expect(walked[0]?.posting?.title).toBe("电焊工");
  expect(walked[2]?.claim).toMatchObject({ statement: "我是人事", uscc: creditCode(800) });
  expect(await countQueue(union)).toEqual({ postings: 2, claims: 1, enterprises: 1, total: 4 });

  // The claimed enterprise comes from a sheet and has no county, so only city officers see its claim.
  expect(await countQueue(await officer(services, HOME, COUNTY[HOME]))).toEqual({
    postings: 2,
    claims: 0,
    enterprises: 1,
    total: 3,
  });
  for (const ctx of [
    await officer(services, HOME, "211402"),
    await officer(services, NEIGHBOUR),
    await officer(services, FOREIGN),
  ])
    expect((await listReviewQueue(ctx, { limit: 10 })).items).toEqual([]);
  expect(await code(listReviewQueue(await person(services), { limit: 10 }))).toBe("ROLE_REQUIRED");
  expect(await code(listReviewQueue(union, { cursor: "bm9wZQ", limit: 10 }))).toBe("CURSOR_INVALID");
});

/** Starts all approvals before any has ended. */
async function atOnce(approve: () => Promise<unknown>, times: number): Promise<string[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, approve));
  return outcomes.map((o) =>
    o.status === "fulfilled" ? "approved" : o.reason instanceof AppError ? o.reason.code : "defect",
  );
}

test("of concurrent approvals one wins, and the others are refused", async () => {
  const { id } = await submittedPosting(company.member, company.enterprise.id);
  const others = await Promise.all(Array.from({ length: 6 }, () => officer(services, HOME)));
  let at = 0;
  const outcomes = await atOnce(() => approvePosting(others[at++] ?? union, { id }), 6);
  expect(outcomes.sort()).toEqual([...Array(5).fill("POSTING_STATE"), "approved"]);
  expect((await emitted(services, id)).filter((row) => row.stream.endsWith("/public"))).toHaveLength(1);
  expect((await getPosting(visitor(services), id)).rev).toBe(3);
});

test("twin: without the row lock several officers approve the same posting", async () => {
  const { id } = await submittedPosting(company.member, company.enterprise.id);
  let waiting = 6;
  let open: () => void = () => undefined;
  const allHaveRead = new Promise<void>((resolve) => {
    open = resolve;
  });
  const unguarded = async () => {
    const { status } = await database.db
      .selectFrom("posting")
      .select("status")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    waiting -= 1;
    if (waiting === 0) open();
    await allHaveRead;
    if (status !== "submitted") throw new AppError("POSTING_STATE");
    await sql`update posting set status = 'published', published_at = app.now(), rev = rev + 1 where id = ${id}`.execute(
      database.db,
    );
  };
  const outcomes = await atOnce(unguarded, 6);
  expect(outcomes.filter((outcome) => outcome === "approved").length).toBeGreaterThan(1);
});
