import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimEnterprise, decideClaim, verifyEnterprise } from "../../src/enterprises/index.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import {
  approvePosting,
  buildPostingRow,
  closePosting,
  columnsOf,
  completePostings,
  confirmDuties,
  editPosting,
  getManagedPosting,
  getPosting,
  loadCards,
  type PostingText,
  postingReaders,
  publishReposts,
  submitPosting,
  submitPostings,
} from "../../src/postings/index.ts";
import { asMember, officer, person, visitor } from "../factories/actors.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import {
  claimedEnterprise,
  creditCode,
  importedEnterprise,
  verifiedEnterprise,
} from "../factories/enterprises.ts";
import { daysAhead, draftPosting, emitted } from "../factories/postings.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { code, fields } from "../support/refusals.ts";
import { testContext } from "../support/system-context.ts";

let database: TestDatabase;
let services: Awaited<ReturnType<typeof testContext>>;
let union: Awaited<ReturnType<typeof officer>>;
let validThrough: string;
let importId: string;
let employer: string;
let names = 0;

beforeAll(async () => {
  database = await testDatabase();
  services = await testContext(database.db);
  await twoAgreements(database.db);
  union = await officer(services, HOME);
  validThrough = await daysAhead(services, 30);
});
afterAll(() => database.drop());
beforeEach(async () => {
  names += 1;
  importId = services.ids.uuid();
  employer = await importedEnterprise(union, `渤海造船配套厂${names}`);
});

/** Inserts a posting as an import does: a draft with a source. Returns its id. */
async function importedDraft(words: PostingText, enterpriseId = employer): Promise<string> {
  const row = buildPostingRow(words, await postingReaders(services, HOME));
  const id = services.ids.uuid();
  await inTransaction(services, (tx) =>
    tx
      .insertInto("posting")
      .values({
        ...columnsOf(row),
        id,
        homeCity: HOME,
        enterpriseId,
        status: "draft",
        importId,
        sourceName: "the union's sheet",
      })
      .execute(),
  );
  return id;
}

describe("reposts", () => {
  test("an unverified employer's rows are published with their source; applying waits for the employer", async () => {
    const id = await importedDraft({ title: "车工", placeText: "葫芦岛兴城", payText: "5千-8千" });
    const dated = await importedDraft({ title: "钳工", validThrough: await daysAhead(services, 3) });
    expect(await publishReposts(union, { importId, validThrough })).toEqual({ done: 2, skipped: [] });
    const view = await getPosting(visitor(services), id);
    expect(view).toMatchObject({
      repostFrom: "the union's sheet",
      applyBlock: "unclaimed",
      duties: null,
      headcount: null,
      validThrough,
      employer: { verified: false },
    });
    expect((await getPosting(visitor(services), dated)).validThrough).toBe(await daysAhead(services, 3));
    expect((await emitted(services, id)).at(-1)).toMatchObject({ stream: `${HOME}/public`, op: "put" });
    expect((await getManagedPosting(union, id)).missing).toEqual(["headcount", "requirements", "duties"]);

    const hr = await person(services);
    const claim = await claimEnterprise(hr, {
      enterpriseId: employer,
      statement: "我是人事",
      uscc: creditCode(900 + names),
    });
    await decideClaim(union, { claimId: claim.id, decision: "approve" });
    expect((await getPosting(visitor(services), id)).applyBlock).toBeNull();
  });

  test("an employer's edit of a repost makes it an own posting, complete and reviewed", async () => {
    const id = await importedDraft({ title: "车工", payText: "5千-8千" });
    await publishReposts(union, { ids: [id], validThrough });
    const hr = await person(services);
    const claim = await claimEnterprise(hr, {
      enterpriseId: employer,
      statement: "我是人事",
      uscc: creditCode(900 + names),
    });
    await decideClaim(union, { claimId: claim.id, decision: "approve" });
    const member = asMember(hr, { id: employer, homeCity: HOME });
    const { rev } = await getManagedPosting(member, id);
    const thin = editPosting(member, { id, ifRev: rev, patch: { headcount: 3 } });
    expect(await fields(thin)).toEqual(["requirements:MISSING", "duties:MISSING", "placeText:MISSING"]);
    const patch = { headcount: 3, requirements: "初中以上", duties: "开车床", placeText: "兴城市" };
    expect(await editPosting(member, { id, ifRev: rev, patch })).toMatchObject({
      status: "submitted",
      repost: false,
    });
    await approvePosting(union, { id });
    expect((await getPosting(visitor(services), id)).repostFrom).toBeNull();
  });

  test("each omitted row is named with its reason", async () => {
    const past = await importedDraft({ title: "车工", validThrough: await daysAhead(services, -2) });
    const undated = await importedDraft({ title: "钳工" });
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const sourceless = (await draftPosting(member, enterprise.id)).id;
    const nobody = services.ids.uuid();
    const result = await publishReposts(union, { ids: [past, undated, sourceless, nobody] });
    expect(new Map(result.skipped.map((row) => [row.id, row.code]))).toEqual(
      new Map([
        [past, "PAST"],
        [undated, "VALIDITY_MISSING"],
        [sourceless, "SOURCE_UNKNOWN"],
        [nobody, "NOT_FOUND"],
      ]),
    );
    expect(result.done).toBe(0);
    // A named source does not turn an employer's own posting into a repost.
    expect((await publishReposts(union, { ids: [sourceless], sourceName: "阜新日报" })).done).toBe(0);
    expect((await publishReposts(union, { ids: [undated], validThrough })).done).toBe(1);
    expect((await publishReposts(union, { ids: [undated], validThrough })).skipped).toEqual([
      { id: undated, code: "POSTING_STATE" },
    ]);
  });

  test("a member of an unverified enterprise cannot change what a sheet says of it", async () => {
    const { enterprise, member } = await claimedEnterprise(services);
    const id = await importedDraft({ title: "车工" }, enterprise.id);
    await publishReposts(union, { ids: [id], validThrough });
    expect((await getPosting(visitor(services), id)).contact).toBeNull();
    expect(await code(closePosting(member, { id, reason: "filled" }))).toBe("ENTERPRISE_STATE");
    await verifyEnterprise(union, { id: enterprise.id });
    expect((await getPosting(visitor(services), id)).contact?.phone).toBe("0429-5550000");
    expect((await closePosting(member, { id, reason: "filled" })).status).toBe("closed");
  });

  test("another city's officer publishes nothing, a seeker may not call it, an invalid date is refused", async () => {
    const id = await importedDraft({ title: "车工" });
    const foreign = await officer(services, NEIGHBOUR);
    expect(await publishReposts(foreign, { importId, validThrough })).toEqual({ done: 0, skipped: [] });
    expect((await publishReposts(foreign, { ids: [id], validThrough })).skipped).toEqual([
      { id, code: "NOT_FOUND" },
    ]);
    expect(await code(publishReposts(await person(services), { importId, validThrough }))).toBe(
      "ROLE_REQUIRED",
    );
    const tooFar = publishReposts(union, { importId, validThrough: await daysAhead(services, 181) });
    expect(await fields(tooFar)).toEqual(["validThrough:TOO_FAR"]);
    expect((await getManagedPosting(union, id)).status).toBe("draft");
  });

  test("handles more rows than one transaction takes", async () => {
    const row = columnsOf(buildPostingRow({ title: "普工" }, await postingReaders(services, HOME)));
    const ids = Array.from({ length: 620 }, () => services.ids.uuid());
    const common = {
      homeCity: HOME,
      enterpriseId: employer,
      status: "draft",
      importId,
      sourceName: "s",
    } as const;
    await database.db
      .insertInto("posting")
      .values(ids.map((id) => ({ ...row, ...common, id })))
      .execute();
    expect(await publishReposts(union, { importId, validThrough })).toEqual({ done: 620, skipped: [] });
    expect((await loadCards(visitor(services), ids)).map((card) => card.id)).toEqual(ids);
  });
});

describe("completing a sheet", () => {
  test("date and proposed duties fill what is missing; the employer confirms before publication", async () => {
    const words = { title: "电焊工", headcount: 2, requirements: "有证", placeText: "兴城", payText: "6千" };
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const id = await importedDraft(words, enterprise.id);
    const said = await importedDraft({ ...words, duties: "焊船板" }, enterprise.id);
    expect(await completePostings(union, { importId, validThrough, suggestDuties: true })).toMatchObject({
      done: 2,
    });
    const filled = await getManagedPosting(member, id);
    expect(filled).toMatchObject({ missing: [], dutiesSuggested: true, validThrough });
    expect(filled.duties).toContain("焊接");
    expect(await getManagedPosting(member, said)).toMatchObject({ duties: "焊船板", dutiesSuggested: false });

    expect(await submitPostings(union, { importId })).toEqual({
      done: 1,
      skipped: [{ id, code: "POSTING_INCOMPLETE", fields: [{ path: "duties", code: "UNCONFIRMED" }] }],
    });
    expect(await fields(submitPosting(member, { id }))).toEqual(["duties:UNCONFIRMED"]);
    expect((await confirmDuties(member, { id })).dutiesSuggested).toBe(false);
    expect(await code(confirmDuties(member, { id }))).toBe("POSTING_STATE");
    await submitPosting(member, { id });
    await approvePosting(union, { id });
    expect((await getPosting(visitor(services), id)).duties).toContain("焊接");
    expect(await completePostings(union, { importId, validThrough, suggestDuties: true })).toMatchObject({
      done: 0,
    });
  });

  test("a member confirms while submitting", async () => {
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const words = { title: "电焊工", headcount: 2, requirements: "有证", placeText: "兴城", payText: "6千" };
    const id = await importedDraft(words, enterprise.id);
    await completePostings(union, { ids: [id], validThrough, suggestDuties: true });
    const submitted = await submitPosting(member, { id, confirmDuties: true });
    expect(submitted).toMatchObject({ status: "submitted", dutiesSuggested: false });
  });

  test("a repost does not show proposed duties", async () => {
    const id = await importedDraft({ title: "电焊工" });
    await completePostings(union, { ids: [id], validThrough, suggestDuties: true });
    await publishReposts(union, { ids: [id] });
    expect((await getPosting(visitor(services), id)).duties).toBeNull();
  });

  test("nobody completes another city's import", async () => {
    const id = await importedDraft({ title: "电焊工" });
    const foreign = await officer(services, NEIGHBOUR);
    expect(await completePostings(foreign, { ids: [id], validThrough })).toMatchObject({ done: 0 });
    expect((await getManagedPosting(union, id)).validThrough).toBeNull();
    await expect(completePostings(union, { importId, ids: [id] })).rejects.toThrow("either importId or ids");
  });
});
