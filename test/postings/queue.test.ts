import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { claimEnterprise } from "../../src/enterprises/index.ts";
import { AppError } from "../../src/platform/core/errors.ts";
import {
  approvePosting,
  closeForCause,
  closePosting,
  confirmPosting,
  countQueue,
  getPosting,
  listReviewQueue,
  reopenPosting,
  undoApproval,
} from "../../src/postings/index.ts";
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

describe("undoing an approval", () => {
  async function approved() {
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    const { rev } = await approvePosting(union, { id });
    return { id, ifRev: rev };
  }

  test("puts the posting back to its place in the queue and takes it from the public, once", async () => {
    const places = async () => (await listReviewQueue(union, { limit: 100 })).items.map(({ id }) => id);
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    await submittedPosting(company.member, company.enterprise.id);
    const before = await places();
    const { rev: ifRev } = await approvePosting(union, { id });
    const outcomes = await atOnce(() => undoApproval(union, { id, ifRev }), 6);
    expect(outcomes.sort()).toEqual([...Array(5).fill("REVISION_CONFLICT"), "approved"]);
    expect(await places()).toEqual(before);
    expect(await code(getPosting(visitor(services), id))).toBe("NOT_FOUND");
    const last = (await emitted(services, id)).filter((row) => row.stream.endsWith("/public")).at(-1);
    expect(last).toMatchObject({ op: "close", payload: { reason: "undone" } });
    expect((await approvePosting(union, { id })).status).toBe("published");
  });

  test("is refused after a minute, to another officer, and after the employer's change", async () => {
    const own = await approved();
    expect(await code(undoApproval(await officer(services, HOME), own))).toBe("UNDO_TOO_LATE");
    const { rev } = await confirmPosting(company.member, { id: own.id });
    expect(await code(undoApproval(union, own))).toBe("REVISION_CONFLICT");
    await database.travel("1 second");
    const again = await confirmPosting(company.member, { id: own.id });
    expect(again.rev).toBeGreaterThan(rev);
    expect(await code(undoApproval(union, { id: own.id, ifRev: again.rev }))).toBe("UNDO_TOO_LATE");
    const late = await approved();
    await database.travel("61 seconds");
    expect(await code(undoApproval(union, late))).toBe("UNDO_TOO_LATE");
    expect((await getPosting(visitor(services), late.id)).title).toBe("电焊工");
  });

  test("and the employer's close at once: one wins, and a closed posting stays closed", async () => {
    for (let n = 0; n < 5; n += 1) {
      const { id, ifRev } = await approved();
      await Promise.allSettled([
        undoApproval(union, { id, ifRev }),
        closePosting(company.member, { id, reason: "filled" }),
      ]);
      const { status } = await database.db
        .selectFrom("posting")
        .select("status")
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      expect(status).toBe("closed");
    }
  });

  test("twin: an undo that checks before it locks reopens a closed posting", async () => {
    const { id, ifRev } = await approved();
    const { rev, status } = await database.db
      .selectFrom("posting")
      .select(["rev", "status"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect([rev, status]).toEqual([ifRev, "published"]);
    await closePosting(company.member, { id, reason: "filled" });
    await sql`update posting set status = 'submitted', closed_at = null, close_reason = null where id = ${id}`.execute(
      database.db,
    );
    const ids = (await listReviewQueue(union, { limit: 100 })).items.map((item) => item.id);
    expect(ids).toContain(id);
  });
});

describe("taking a closing back", () => {
  async function closed(by = company.member) {
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    await approvePosting(union, { id });
    const { rev } = await closePosting(by, { id, reason: "mistake" });
    return { id, ifRev: rev };
  }

  test("makes the posting public again, as it was, once", async () => {
    const { id, ifRev } = await closed();
    const outcomes = await atOnce(() => reopenPosting(company.member, { id, ifRev }), 6);
    expect(outcomes.sort()).toEqual([...Array(5).fill("REVISION_CONFLICT"), "approved"]);
    expect(await getPosting(visitor(services), id)).toMatchObject({ title: "电焊工" });
    const rows = (await emitted(services, id)).filter((row) => row.stream.endsWith("/public"));
    expect(rows.map(({ op }) => op)).toEqual(["put", "close", "put"]);
  });

  test("is refused after a minute, to everybody else, and for a closing that is a decision", async () => {
    const own = await closed();
    expect(await code(reopenPosting(union, own))).toBe("UNDO_TOO_LATE");
    expect(await code(reopenPosting(await person(services), own))).toBe("NOT_FOUND");
    expect(await code(reopenPosting(company.member, await closed(union)))).toBe("UNDO_TOO_LATE");
    await database.travel("61 seconds");
    expect(await code(reopenPosting(company.member, own))).toBe("UNDO_TOO_LATE");
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    await approvePosting(union, { id });
    const { rev } = await closeForCause(union, { id, rule: "FEES", sentence: "要求交服装费" });
    expect(await code(reopenPosting(union, { id, ifRev: rev }))).toBe("UNDO_TOO_LATE");
  });

  test("is refused for a posting that was not public when it was closed", async () => {
    const { id } = await submittedPosting(company.member, company.enterprise.id);
    const { rev } = await closePosting(company.member, { id, reason: "mistake" });
    expect(await code(reopenPosting(company.member, { id, ifRev: rev }))).toBe("UNDO_TOO_LATE");
  });
});
