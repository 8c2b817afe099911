import { afterAll, describe, expect, test } from "vitest";
import {
  approvePosting,
  closePosting,
  confirmPosting,
  createPosting,
  editPosting,
  getManagedPosting,
  getPosting,
  returnPosting,
  submitPosting,
} from "../../src/postings/index.ts";
import { asMember, officer, person, visitor } from "../factories/actors.ts";
import { COUNTY, FIRST, HOME, NEIGHBOUR, SECOND } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { claimedEnterprise } from "../factories/enterprises.ts";
import {
  daysAhead,
  draftPosting,
  emitted,
  postingInput,
  publishedPosting,
  submittedPosting,
} from "../factories/postings.ts";
import { code, fields, refusal } from "../support/refusals.ts";

const { database, services, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

const enterpriseId = () => company.enterprise.id;

describe("states of a posting", () => {
  test("draft → submitted → published → closed, emitted to the public stream only while public", async () => {
    const draft = await draftPosting(company.member, enterpriseId());
    expect(draft).toMatchObject({ status: "draft", missing: [], headcount: 5, education: null, rev: 1 });
    expect(draft.pay).toMatchObject({ minYuan: 6000, maxYuan: 9000, period: "month" });
    expect([draft.city, draft.county, draft.occupation]).toEqual([HOME, "211481", "welder"]);
    const submitted = await submitPosting(company.member, { id: draft.id });
    expect(submitted.status).toBe("submitted");
    expect(await code(getPosting(visitor(services), draft.id))).toBe("NOT_FOUND");
    const published = await approvePosting(union, { id: draft.id });
    expect(published.publishedAt).not.toBeNull();
    const view = await getPosting(visitor(services), draft.id);
    expect(view).toMatchObject({ title: "电焊工", applyBlock: null, verifier: `union ${HOME}` });
    expect(view.contact).toEqual({ name: null, phone: "0429-5550000", hours: "8:30-17:00" });
    await closePosting(company.member, { id: draft.id, reason: "filled" });
    const gone = await refusal(getPosting(visitor(services), draft.id));
    expect([gone.code, gone.detail.facts?.title]).toEqual(["GONE", "电焊工"]);
    const told = await emitted(services, draft.id);
    expect(told.map(({ stream, op, rev }) => [stream, op, rev])).toEqual([
      [`${HOME}/local`, "put", 1],
      [`${HOME}/local`, "put", 2],
      [`${HOME}/public`, "put", 3],
      [`${HOME}/public`, "close", 4],
    ]);
    expect(told[2]?.payload).toMatchObject({ id: draft.id, title: "电焊工", employer: { verified: true } });
    expect(told[2]?.payload).not.toHaveProperty("applyBlock");
  });

  test("every step is audited", async () => {
    const { id } = await publishedPosting({ member: company.member, officer: union }, enterpriseId());
    const rows = await database.db
      .selectFrom("audit")
      .select(["action", "accountId"])
      .where("subjectId", "=", id)
      .orderBy("at")
      .execute();
    expect(rows.map((row) => row.action)).toEqual(["posting.create", "posting.submit", "posting.approve"]);
    expect(rows[2]?.accountId).toBe(union.actor.accountId);
  });

  test("returned with reasons, corrected and submitted again", async () => {
    const { id } = await submittedPosting(company.member, enterpriseId());
    const returned = await returnPosting(union, { id, reasons: ["PAY_UNCLEAR", "SEX"], note: "请写明底薪" });
    expect(returned.status).toBe("draft");
    expect(returned.returnReasons).toEqual([{ code: "PAY_UNCLEAR", note: "请写明底薪" }, { code: "SEX" }]);
    expect((await emitted(services, id)).at(-1)).toMatchObject({
      stream: `${HOME}/local`,
      payload: { action: "return", status: "draft", enterpriseId: enterpriseId() },
    });
    const edited = await editPosting(company.member, {
      id,
      ifRev: returned.rev,
      patch: { payText: "底薪4000+计件" },
    });
    expect(edited.pay).toMatchObject({ text: "底薪4000+计件", minYuan: 4000 });
    const again = await submitPosting(company.member, { id });
    expect([again.status, again.returnReasons]).toEqual(["submitted", null]);
  });

  test("an edit of a text drops the facts that only the old text states", async () => {
    const payText = "计件 4500-7000 月休4天";
    const { id, rev, facts } = await draftPosting(company.member, enterpriseId(), { payText });
    expect(facts).toMatchObject({ pieceRate: true, restDaysPerMonth: 4 });
    const edited = await editPosting(company.member, {
      id,
      ifRev: rev,
      patch: { payText: "5000元/月 月休2天" },
    });
    expect(edited.facts).toMatchObject({ restDaysPerMonth: 2 });
    expect(edited.facts).not.toHaveProperty("pieceRate");
  });

  test("a correction withdraws a published posting until it is approved again", async () => {
    const { id, rev } = await publishedPosting({ member: company.member, officer: union }, enterpriseId());
    const edited = await editPosting(company.member, { id, ifRev: rev, patch: { headcount: "若干" } });
    expect([edited.status, edited.headcount, edited.headcountText]).toEqual(["submitted", null, "若干"]);
    expect(edited.flags).toContainEqual({ code: "HEADCOUNT_OPEN", field: "headcount" });
    expect(await code(getPosting(visitor(services), id))).toBe("GONE");
    expect((await emitted(services, id)).at(-1)).toMatchObject({ stream: `${HOME}/public`, op: "close" });
    await approvePosting(union, { id });
    expect((await getPosting(visitor(services), id)).headcountText).toBe("若干");
  });

  test("a correction must be complete", async () => {
    const { id, rev } = await publishedPosting({ member: company.member, officer: union }, enterpriseId());
    const broken = editPosting(company.member, { id, ifRev: rev, patch: { duties: "" } });
    expect(await fields(broken)).toEqual(["duties:MISSING"]);
    expect((await getPosting(visitor(services), id)).duties).not.toBeNull();
  });

  test("an officer may write for an enterprise of the city", async () => {
    const onBehalf = await draftPosting(union, enterpriseId());
    expect(onBehalf.status).toBe("draft");
    const foreign = await officer(services, NEIGHBOUR);
    expect(await code(draftPosting(foreign, enterpriseId()))).toBe("NOT_FOUND");
  });
});

describe("missing elements", () => {
  test("names the six elements and the date, field by field", async () => {
    const bare = await createPosting(company.member, { enterpriseId: enterpriseId(), title: "普工" });
    expect(bare.missing).toEqual(["headcount", "requirements", "duties", "place", "pay", "validThrough"]);
    expect(bare.pay).toEqual({
      text: null,
      minYuan: null,
      maxYuan: null,
      period: null,
      months: null,
      negotiable: false,
    });
    const refused = await refusal(submitPosting(company.member, { id: bare.id }));
    expect(refused.code).toBe("POSTING_INCOMPLETE");
    expect(refused.detail.fields?.map((field) => field.path)).toEqual([
      "headcount",
      "requirements",
      "duties",
      "placeText",
      "payText",
      "validThrough",
    ]);
    expect((await getManagedPosting(company.member, bare.id)).status).toBe("draft");
  });

  test.each([
    [-1, "validThrough:PAST"],
    [181, "validThrough:TOO_FAR"],
  ])("refuses a date %i days ahead", async (days, expected) => {
    const validThrough = await daysAhead(services, days);
    const { id } = await draftPosting(company.member, enterpriseId(), { validThrough });
    expect(await fields(submitPosting(company.member, { id }))).toEqual([expected]);
  });

  test.each([0, 180])("accepts a date %i days ahead", async (days) => {
    const validThrough = await daysAhead(services, days);
    const { id } = await draftPosting(company.member, enterpriseId(), { validThrough });
    expect((await submitPosting(company.member, { id })).status).toBe("submitted");
  });

  test("flags a phone in free text with its field, and refuses nothing", async () => {
    const draft = await draftPosting(company.member, enterpriseId(), { duties: "焊接，电话13912345678" });
    expect(draft.flags).toContainEqual({ code: "PHONE_IN_TEXT", field: "duties", text: "13912345678" });
    expect((await submitPosting(company.member, { id: draft.id })).status).toBe("submitted");
  });
});

describe("rights", () => {
  test("an unverified enterprise submits, but is not published", async () => {
    const { enterprise, member } = await claimedEnterprise(services);
    const { id } = await submittedPosting(member, enterprise.id);
    const refused = await refusal(approvePosting(union, { id }));
    expect([refused.code, refused.detail.facts]).toEqual(["ENTERPRISE_STATE", { status: "claimed" }]);
    expect((await getManagedPosting(member, id)).status).toBe("submitted");
  });

  test("other members, cities and counties get the missing-thing answer", async () => {
    const { id, rev } = await submittedPosting(company.member, enterpriseId());
    const stranger = await claimedEnterprise(services);
    const otherCounty = await officer(services, HOME, "211402");
    for (const ctx of [
      stranger.member,
      otherCounty,
      await officer(services, NEIGHBOUR),
      await person(services),
    ]) {
      expect(await code(getManagedPosting(ctx, id))).toBe("NOT_FOUND");
      expect(await code(editPosting(ctx, { id, ifRev: rev, patch: { title: "改了" } }))).toBe("NOT_FOUND");
      expect(await code(submitPosting(ctx, { id }))).toBe("NOT_FOUND");
      expect(await code(approvePosting(ctx, { id }))).toBe("NOT_FOUND");
      expect(await code(returnPosting(ctx, { id, reasons: ["OTHER"], note: "x" }))).toBe("NOT_FOUND");
      expect(await code(closePosting(ctx, { id, reason: "filled" }))).toBe("NOT_FOUND");
    }
    expect((await getManagedPosting(company.member, id)).rev).toBe(rev);
  });

  test("members cannot review; a county's officer reviews the county's records", async () => {
    const { id } = await submittedPosting(company.member, enterpriseId());
    expect(await code(approvePosting(company.member, { id }))).toBe("NOT_FOUND");
    const own = await officer(services, HOME, COUNTY[HOME]);
    expect((await approvePosting(own, { id })).status).toBe("published");
  });

  test("checks states and revisions", async () => {
    const { id, rev } = await submittedPosting(company.member, enterpriseId());
    expect(await code(editPosting(company.member, { id, ifRev: rev, patch: { title: "改了" } }))).toBe(
      "POSTING_STATE",
    );
    expect(await code(submitPosting(company.member, { id }))).toBe("POSTING_STATE");
    expect(await code(confirmPosting(company.member, { id }))).toBe("POSTING_STATE");
    expect(await code(approvePosting(union, { id, ifRev: rev - 1 }))).toBe("REVISION_CONFLICT");
    await closePosting(company.member, { id, reason: "cancelled" });
    expect(await code(closePosting(company.member, { id, reason: "cancelled" }))).toBe("POSTING_STATE");
    expect(await code(getPosting(visitor(services), id))).toBe("NOT_FOUND");
  });

  test("unknown codes name their fields", async () => {
    const input = await postingInput(services, enterpriseId(), { city: "999999", occupation: "无此工种名" });
    expect(await fields(createPosting(company.member, input))).toEqual([
      "city:UNKNOWN_DIVISION",
      "occupation:UNKNOWN_OCCUPATION",
    ]);
    const slipped = await postingInput(services, enterpriseId(), {
      city: NEIGHBOUR,
      county: COUNTY[HOME] ?? null,
    });
    expect(await fields(createPosting(company.member, slipped))).toEqual(["county:COUNTY_NOT_IN_CITY"]);
  });
});

describe("two agreements", () => {
  test("a visitor of the other agreement and its cities' officers see nothing", async () => {
    const { id } = await publishedPosting({ member: company.member, officer: union }, enterpriseId());
    expect((await getPosting(visitor(services, FIRST.slug), id)).id).toBe(id);
    expect((await getPosting(await officer(services, NEIGHBOUR), id)).id).toBe(id);
    expect(await code(getPosting(visitor(services, SECOND.slug), id))).toBe("NOT_FOUND");
    expect(await code(getPosting(visitor(services, "no-such"), id))).toBe("NOT_FOUND");
    expect(await code(getPosting(await officer(services, SECOND.cities[0]), id))).toBe("NOT_FOUND");
    const foreign = asMember(await person(services), { id: services.ids.uuid(), homeCity: SECOND.cities[1] });
    expect(await code(getPosting(foreign, id))).toBe("NOT_FOUND");
  });
});
