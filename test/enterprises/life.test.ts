import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  claimEnterprise,
  decideClaim,
  ensureImportedEnterprises,
  getEnterprise,
  listEnterprises,
  registerEnterprise,
  reinstateEnterprise,
  suspendEnterprise,
  updateEnterprise,
  verifyEnterprise,
} from "../../src/enterprises/index.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { getManagedPosting, getPosting, listReviewQueue } from "../../src/postings/index.ts";
import { asMember, officer, person, visitor } from "../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR, SECOND, twoAgreements } from "../factories/cities.ts";
import {
  claimedEnterprise,
  creditCode,
  enterpriseInput,
  importedEnterprise,
  verifiedEnterprise,
} from "../factories/enterprises.ts";
import { emitted, publishedPosting, submittedPosting } from "../factories/postings.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { code, fields, refusal } from "../support/refusals.ts";
import { testContext } from "../support/system-context.ts";

let database: TestDatabase;
let services: Awaited<ReturnType<typeof testContext>>;
let union: Awaited<ReturnType<typeof officer>>;

beforeAll(async () => {
  database = await testDatabase();
  services = await testContext(database.db);
  await twoAgreements(database.db);
  union = await officer(services, HOME);
});
afterAll(() => database.drop());

const memberships = (enterpriseId: string) =>
  database.db.selectFrom("membership").select("accountId").where("enterpriseId", "=", enterpriseId).execute();

describe("register", () => {
  test("the founder is a member at once; the enterprise is public after verification", async () => {
    const { enterprise, member } = await claimedEnterprise(services);
    expect(enterprise).toMatchObject({ homeCity: HOME, county: COUNTY[HOME], verified: false, uscc: null });
    expect(enterprise.management).toMatchObject({ status: "claimed", members: 1 });
    expect(await memberships(enterprise.id)).toEqual([{ accountId: member.actor.accountId }]);
    expect(await code(getEnterprise(visitor(services), enterprise.id))).toBe("NOT_FOUND");
    expect((await getEnterprise(member, enterprise.id)).management).toMatchObject({
      status: "claimed",
      usccCheck: "ok",
    });
    await verifyEnterprise(union, { id: enterprise.id });
    const seen = await getEnterprise(visitor(services), enterprise.id);
    expect(seen).toMatchObject({ verified: true, verifier: `union ${HOME}`, management: null });
    expect(seen.uscc).not.toBeNull();
    expect((await emitted(services, enterprise.id)).map(({ stream, op }) => [stream, op])).toEqual([
      [`${HOME}/local`, "put"],
      [`${HOME}/public`, "put"],
    ]);
  });

  test("one code is one enterprise: a second registration is told to claim, also in another city of the agreement", async () => {
    const { enterprise } = await claimedEnterprise(services, { uscc: creditCode(501) });
    const again = enterpriseInput({ uscc: creditCode(501), county: COUNTY[NEIGHBOUR] ?? "" });
    const refused = await refusal(registerEnterprise(await person(services), again));
    expect([refused.code, refused.detail.facts]).toEqual([
      "ENTERPRISE_EXISTS",
      { enterpriseId: enterprise.id },
    ]);
    const elsewhere = enterpriseInput({ uscc: creditCode(501), county: COUNTY[FOREIGN] ?? "" });
    expect((await registerEnterprise(await person(services), elsewhere)).homeCity).toBe(FOREIGN);
  });

  test("of concurrent registrations of one code one wins", async () => {
    const input = enterpriseInput({ uscc: creditCode(502) });
    const people = await Promise.all(Array.from({ length: 5 }, () => person(services)));
    const outcomes = await Promise.allSettled(people.map((ctx) => registerEnterprise(ctx, input)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });

  test("refuses a county without a union here; a visitor must sign in", async () => {
    expect(
      await fields(registerEnterprise(await person(services), enterpriseInput({ county: "110101" }))),
    ).toEqual(["county:NO_UNION_HERE"]);
    expect(await code(registerEnterprise(visitor(services), enterpriseInput()))).toBe("SIGN_IN_REQUIRED");
  });
});

describe("credit code", () => {
  const genuineButFailing = "91350203M0001QAY9B";
  test("stores and flags a code that fails its check; an officer may override it", async () => {
    const { enterprise, member } = await claimedEnterprise(services, { uscc: genuineButFailing });
    expect((await getEnterprise(member, enterprise.id)).management?.usccCheck).toBe("failed");
    expect(await fields(verifyEnterprise(union, { id: enterprise.id }))).toEqual(["uscc:USCC_CHECK_FAILED"]);
    await verifyEnterprise(union, { id: enterprise.id, overrideUscc: true });
    expect((await getEnterprise(union, enterprise.id)).management).toMatchObject({
      status: "verified",
      usccCheck: "overridden",
    });
  });

  test("requires a code to verify an imported employer", async () => {
    const id = await importedEnterprise(union, "无证老厂");
    expect(await fields(verifyEnterprise(union, { id }))).toEqual(["uscc:MISSING"]);
    expect((await verifyEnterprise(union, { id, uscc: creditCode(510) })).verified).toBe(true);
  });
});

describe("claim", () => {
  test("HR claims, an officer approves: member and verified; a second approval is refused", async () => {
    const id = await importedEnterprise(union, "龙港冶炼厂");
    expect((await getEnterprise(visitor(services), id)).verified).toBe(false);
    const hr = await person(services);
    const claim = await claimEnterprise(hr, {
      enterpriseId: id,
      statement: "我是人事",
      uscc: creditCode(520),
    });
    expect(
      await code(claimEnterprise(hr, { enterpriseId: id, statement: "再来", uscc: creditCode(520) })),
    ).toBe("CONFLICT");
    expect((await getEnterprise(union, id)).management).toMatchObject({
      status: "unverified",
      claims: 1,
      members: 0,
    });
    const decided = await decideClaim(union, { claimId: claim.id, decision: "approve" });
    expect(decided.status).toBe("approved");
    expect((await getEnterprise(asMember(hr, { id, homeCity: HOME }), id)).management).toMatchObject({
      status: "verified",
      uscc: creditCode(520),
      members: 1,
    });
    expect(await code(decideClaim(union, { claimId: claim.id, decision: "reject", reason: "迟了" }))).toBe(
      "CLAIM_STATE",
    );
  });

  test("two concurrent approvals of one claim grant it once", async () => {
    const id = await importedEnterprise(union, "南票矿灯厂");
    const claim = await claimEnterprise(await person(services), {
      enterpriseId: id,
      statement: "我是人事",
      uscc: creditCode(521),
    });
    const officers = await Promise.all([1, 2, 3].map(() => officer(services, HOME)));
    const outcomes = await Promise.allSettled(
      officers.map((ctx) => decideClaim(ctx, { claimId: claim.id, decision: "approve" })),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(await memberships(id)).toHaveLength(1);
  });

  test("an officer also decides a colleague's claim on an enterprise with members", async () => {
    const { enterprise, member } = await verifiedEnterprise(services, union, { uscc: creditCode(522) });
    const colleague = await person(services);
    const wrong = claimEnterprise(colleague, {
      enterpriseId: enterprise.id,
      statement: "同事",
      uscc: creditCode(523),
    });
    expect(await fields(wrong)).toEqual(["uscc:USCC_MISMATCH"]);
    const claim = await claimEnterprise(colleague, {
      enterpriseId: enterprise.id,
      statement: "同事",
      uscc: creditCode(522),
    });
    expect(await memberships(enterprise.id)).toEqual([{ accountId: member.actor.accountId }]);
    await decideClaim(union, { claimId: claim.id, decision: "approve" });
    expect(await memberships(enterprise.id)).toHaveLength(2);
    expect((await getEnterprise(visitor(services), enterprise.id)).verified).toBe(true);
  });

  test("a rejection with a reason changes nothing; other officers and agreements see no claim", async () => {
    const id = await importedEnterprise(union, "建昌果品厂");
    const input = { enterpriseId: id, statement: "我是人事", uscc: creditCode(524) };
    const claim = await claimEnterprise(await person(services), input);
    for (const ctx of [await officer(services, NEIGHBOUR), await officer(services, HOME, COUNTY[HOME])])
      expect(await code(decideClaim(ctx, { claimId: claim.id, decision: "approve" }))).toBe("NOT_FOUND");
    expect(await code(claimEnterprise(await person(services, { agreement: SECOND.slug }), input))).toBe(
      "NOT_FOUND",
    );
    const rejected = await decideClaim(union, {
      claimId: claim.id,
      decision: "reject",
      reason: "没有委托书",
    });
    expect(rejected).toMatchObject({ status: "rejected", reason: "没有委托书" });
    expect(await memberships(id)).toEqual([]);
    expect((await getEnterprise(union, id)).management?.status).toBe("unverified");
  });
});

describe("employer names of a sheet", () => {
  const ensure = (names: string[], ctx = union) =>
    inTransaction(ctx, (tx) => ensureImportedEnterprises(tx, ctx, HOME, names));

  test("width, blanks and brackets make no difference; concurrent imports create one employer", async () => {
    const spelled = ["兴城（泳装）厂", "兴城(泳装)厂", "兴城 【泳装】厂 ", "  "];
    const [first, second] = await Promise.all([ensure(spelled), ensure([...spelled].reverse())]);
    expect(new Set(first.values()).size).toBe(1);
    expect([...second.values()][0]).toBe([...first.values()][0]);
    expect(first.has("  ")).toBe(false);
  });

  test("the name of a verified enterprise means that enterprise", async () => {
    const { enterprise } = await verifiedEnterprise(services, union, { name: "渤海重工（集团）公司" });
    expect((await ensure(["渤海重工(集团)公司"])).get("渤海重工(集团)公司")).toBe(enterprise.id);
  });

  test("only officers of the city create employers", async () => {
    const foreign = await officer(services, NEIGHBOUR);
    expect(await code(ensure(["别市的厂"], foreign))).toBe("NOT_FOUND");
  });

  test("registering a name from a sheet is told to claim it", async () => {
    const id = await importedEnterprise(union, "绥中苹果汁厂");
    const refused = await refusal(
      registerEnterprise(await person(services), enterpriseInput({ name: "绥中 苹果汁厂" })),
    );
    expect([refused.code, refused.detail.facts?.enterpriseId]).toEqual(["ENTERPRISE_EXISTS", id]);
  });
});

describe("update and suspend", () => {
  test("members update details; verified fields are for officers", async () => {
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const edited = await updateEnterprise(member, {
      id: enterprise.id,
      ifRev: enterprise.rev,
      patch: { intro: "二十年老厂" },
    });
    expect(edited).toMatchObject({ intro: "二十年老厂", rev: enterprise.rev + 1 });
    const write = (ctx: typeof member, patch: object, ifRev = edited.rev) =>
      updateEnterprise(ctx, { id: enterprise.id, ifRev, patch });
    expect(await fields(write(member, { name: "改名厂", uscc: creditCode(530) }))).toEqual([
      "name:LOCKED_AFTER_VERIFICATION",
      "uscc:LOCKED_AFTER_VERIFICATION",
    ]);
    expect(await code(write(member, { intro: "旧" }, enterprise.rev))).toBe("REVISION_CONFLICT");
    expect(await code(write(await officer(services, NEIGHBOUR), { intro: "外" }))).toBe("NOT_FOUND");
    expect(await code(write((await claimedEnterprise(services)).member, { intro: "外" }))).toBe("NOT_FOUND");
    expect((await write(union, { name: "更名机械厂" })).name).toBe("更名机械厂");
    expect(await fields(write(union, { county: COUNTY[NEIGHBOUR] }, edited.rev + 1))).toEqual([
      "county:ANOTHER_CITY",
    ]);
  });

  test("suspending hides postings and the enterprise, and closes none; both return verified", async () => {
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const shown = await publishedPosting({ member, officer: union }, enterprise.id);
    const waiting = await submittedPosting(member, enterprise.id);
    expect(await fields(suspendEnterprise(union, { id: enterprise.id, reason: " " }))).toEqual([
      "reason:MISSING",
    ]);
    await suspendEnterprise(union, { id: enterprise.id, reason: "假执照" });
    expect(await code(getPosting(visitor(services), shown.id))).toBe("NOT_FOUND");
    expect((await getManagedPosting(member, shown.id)).status).toBe("published");
    expect((await getManagedPosting(member, waiting.id)).status).toBe("submitted");
    expect((await listReviewQueue(union, { limit: 100 })).items.map(({ id }) => id)).not.toContain(
      waiting.id,
    );
    expect((await getEnterprise(member, enterprise.id)).management).toMatchObject({
      status: "suspended",
      suspension: { reason: "假执照", at: expect.any(String) },
    });
    expect(await code(getEnterprise(visitor(services), enterprise.id))).toBe("NOT_FOUND");
    expect((await emitted(services, enterprise.id)).at(-1)).toMatchObject({
      stream: `${HOME}/public`,
      op: "close",
    });
    expect(await code(suspendEnterprise(union, { id: enterprise.id, reason: "再" }))).toBe(
      "ENTERPRISE_STATE",
    );
    expect(await code(submittedPosting(member, enterprise.id))).toBe("ENTERPRISE_STATE");
    const renamed = { id: enterprise.id, ifRev: enterprise.rev + 1, patch: { name: "改名厂" } };
    expect(await fields(updateEnterprise(member, renamed))).toEqual(["name:LOCKED_AFTER_VERIFICATION"]);
    expect(await reinstateEnterprise(union, { id: enterprise.id })).toMatchObject({
      verified: true,
      management: { status: "verified", suspension: null },
    });
    expect(await code(reinstateEnterprise(union, { id: enterprise.id }))).toBe("ENTERPRISE_STATE");
    expect((await getPosting(visitor(services), shown.id)).id).toBe(shown.id);
    expect((await listReviewQueue(union, { limit: 100 })).items.map(({ id }) => id)).toContain(waiting.id);
  });

  test("an enterprise gets back the status that it had, and no better one", async () => {
    const { enterprise } = await claimedEnterprise(services);
    const id = await importedEnterprise(union, "停复导入机械厂");
    for (const [one, status] of [
      [enterprise.id, "claimed"],
      [id, "unverified"],
    ] as const) {
      await suspendEnterprise(union, { id: one, reason: "核查" });
      expect((await reinstateEnterprise(union, { id: one })).management?.status).toBe(status);
    }
  });

  test("officers of other cities and counties cannot decide", async () => {
    const { enterprise } = await claimedEnterprise(services);
    for (const ctx of [await officer(services, NEIGHBOUR), await officer(services, HOME, "211402")]) {
      expect(await code(verifyEnterprise(ctx, { id: enterprise.id }))).toBe("NOT_FOUND");
      expect(await code(suspendEnterprise(ctx, { id: enterprise.id, reason: "x" }))).toBe("NOT_FOUND");
    }
    const own = await officer(services, HOME, COUNTY[HOME]);
    expect((await verifyEnterprise(own, { id: enterprise.id })).verified).toBe(true);
  });
});

describe("lists", () => {
  test("public: verified, under the agreement; officers: their own, by state", async () => {
    const { enterprise } = await verifiedEnterprise(services, union, { name: "列表测试机械厂" });
    const waiting = (await claimedEnterprise(services, { name: "列表测试待核厂" })).enterprise;
    const ids = async (ctx: Parameters<typeof listEnterprises>[0], more: object = {}) =>
      (await listEnterprises(ctx, { q: "列表测试", limit: 10, ...more })).items.map((item) => item.id);
    expect(await ids(visitor(services))).toEqual([enterprise.id]);
    expect(await ids(visitor(services, SECOND.slug))).toEqual([]);
    expect(await ids(union, { managed: true })).toEqual([waiting.id, enterprise.id]);
    expect(await ids(union, { managed: true, status: "claimed" })).toEqual([waiting.id]);
    expect(await ids(await officer(services, NEIGHBOUR), { managed: true })).toEqual([]);
    expect(await code(listEnterprises(await person(services), { managed: true, limit: 10 }))).toBe(
      "ROLE_REQUIRED",
    );
    const first = await listEnterprises(union, { managed: true, q: "列表测试", limit: 1 });
    const second = await listEnterprises(union, {
      managed: true,
      q: "列表测试",
      limit: 1,
      cursor: first.nextCursor ?? "",
    });
    expect([first.items[0]?.id, second.items[0]?.id, second.nextCursor]).toEqual([
      waiting.id,
      enterprise.id,
      null,
    ]);
  });
});
