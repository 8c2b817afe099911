import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  announceLivestream,
  checkClaim,
  closeMark,
  correctClaim,
  countMarks,
  endLivestream,
  listClaims,
  listMarks,
  pinPosting,
  setRunSheet,
  withdrawClaim,
} from "../../src/livestreams/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { closePosting } from "../../src/postings/index.ts";
import { officer, person, visitor } from "../factories/actors.ts";
import { FOREIGN, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import {
  announcedLivestream,
  draftLivestream,
  onAirLivestream,
  presenterInput,
} from "../factories/livestreams.ts";
import { emitted, publishedPosting } from "../factories/postings.ts";
import { code, fields } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let welder: string;
let turner: string;
const publish = async (overrides: Parameters<typeof publishedPosting>[2]) =>
  (
    await publishedPosting(
      { member: desk.company.member, officer: desk.union },
      desk.company.enterprise.id,
      overrides,
    )
  ).id;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  welder = await publish({ payText: "6000-8000元/月", requirements: "包吃住，缴纳五险，单休。" });
  turner = await publish({ title: "车工", payText: "面议" });
});
afterAll(() => desk.database.drop());

const said = (
  ctx: RequestContext,
  id: string,
  text: string,
  more: { postingId?: string | null; presenter?: number | null; commandId?: string } = {},
) => checkClaim(ctx, { id, action: "check", said: text, postingId: null, presenter: null, ...more });
const claimsOf = (ctx: RequestContext, id: string) => listClaims(ctx, { id, limit: 50 });

/** Creates a livestream on air with both postings and the welder's pinned. */
async function onAir(overrides: Parameters<typeof onAirLivestream>[2] = {}): Promise<string> {
  const { id } = await onAirLivestream(desk.union, [welder, turner], overrides);
  await pinPosting(desk.union, { id, action: "pin", postingId: welder });
  return id;
}
const told = async (id: string) =>
  (
    await desk.services.db
      .selectFrom("livestreamEvent")
      .select("data")
      .where("livestreamId", "=", id)
      .where("kind", "=", "claim")
      .orderBy("seq")
      .execute()
  ).map(({ data }) => ({ claim: data as Record<string, unknown> }));

describe("a statement on air", () => {
  test("is compared with the pinned posting, told at once, and read by everybody", async () => {
    const { union, services } = desk;
    const id = await onAir();
    const claim = await said(union, id, "月薪八千到一万，包住");
    expect(claim).toMatchObject({ postingId: welder, title: "电焊工", verdict: "abovePosting", rev: 1 });
    expect(claim.findings.map(({ topic, verdict }) => [topic, verdict])).toEqual([
      ["pay", "abovePosting"],
      ["dormitory", "matches"],
    ]);
    const { items, counts, marked } = await claimsOf(visitor(services), id);
    expect(items).toEqual([{ ...claim, control: null }]);
    expect([counts, marked]).toEqual([{ abovePosting: 1 }, []]);
    const [event] = await told(id);
    expect(event?.claim).toMatchObject({
      id: claim.id,
      said: "月薪八千到一万，包住",
      verdict: "abovePosting",
    });
    expect(event?.claim).not.toHaveProperty("control");
    const [change] = await emitted(services, claim.id);
    expect(change?.stream).toMatch(/\/public$/);
    expect(change?.payload).toMatchObject({
      livestreamId: id,
      postingId: welder,
      postingRev: claim.postingRev,
    });
  });

  test("is compared with a chosen posting, also after the end", async () => {
    const { union } = desk;
    const id = await onAir();
    expect(await said(union, id, "月薪九千", { postingId: turner })).toMatchObject({
      title: "车工",
      verdict: "notInPosting",
    });
    await endLivestream(union, { id, action: "end" });
    expect(await fields(said(union, id, "月薪九千"))).toEqual(["postingId:MISSING"]);
    expect((await said(union, id, "单休", { postingId: welder })).verdict).toBe("matches");
  });

  test("gets no verdict if nothing of it can be read", async () => {
    const { union, services } = desk;
    const id = await onAir();
    expect(await fields(said(union, id, "大家好，欢迎来到直播间"))).toEqual(["said:NOTHING_READ"]);
    expect(await fields(said(union, id, "月薪八千，打13812345678"))).toEqual(["said:CONTACT"]);
    expect((await claimsOf(visitor(services), id)).items).toEqual([]);
    expect(await told(id)).toEqual([]);
  });

  test("needs a posting of the run sheet that can be read", async () => {
    const { union } = desk;
    const closing = await publish({ title: "铆工" });
    const other = await publish({ title: "钳工" });
    const { id } = await onAirLivestream(union, [closing]);
    expect(await fields(said(union, id, "包住"))).toEqual(["postingId:MISSING"]);
    expect(await fields(said(union, id, "包住", { postingId: other }))).toEqual(["postingId:UNKNOWN"]);
    await closePosting(union, { id: closing, reason: "filled" });
    expect(await fields(said(union, id, "包住", { postingId: closing }))).toEqual(["postingId:CLOSED"]);
    expect(await fields(said(union, id, "包住", { postingId: closing, presenter: 3 }))).toEqual([
      "postingId:CLOSED",
    ]);
  });

  test("is compared with a posting that was pinned, also once that is closed or expired", async () => {
    const { union, database } = desk;
    const closing = await publish({ title: "铆工", requirements: "包吃住。" });
    const { id } = await onAirLivestream(union, [closing, welder]);
    await pinPosting(union, { id, action: "pin", postingId: closing });
    await closePosting(union, { id: closing, reason: "filled" });
    expect(await said(union, id, "包住")).toMatchObject({ postingId: closing, verdict: "matches" });
    await setRunSheet(union, { id, postingIds: [welder] });
    expect((await said(union, id, "不包住", { postingId: closing })).verdict).toBe("belowPosting");
    await pinPosting(union, { id, action: "pin", postingId: welder });
    await database.travel("200 days");
    expect((await said(union, id, "单休", { postingId: welder })).verdict).toBe("matches");
    await database.travel("-200 days");
  });

  test("is noted only once the livestream was on air", async () => {
    const { union } = desk;
    const { id } = await announcedLivestream(union, [welder]);
    expect(await code(said(union, id, "包住", { postingId: welder }))).toBe("LIVESTREAM_STATE");
    const draft = await draftLivestream(union);
    await setRunSheet(union, { id: draft.id, postingIds: [welder] });
    expect(await code(said(union, draft.id, "包住", { postingId: welder }))).toBe("LIVESTREAM_STATE");
    await announceLivestream(union, { id: draft.id, action: "announce" });
    expect(await code(claimsOf(visitor(desk.services), union.ids.uuid()))).toBe("NOT_FOUND");
  });

  test("is noted by officers of organising cities alone", async () => {
    const { services, union, company } = desk;
    const id = await onAir({ cities: [{ city: NEIGHBOUR, role: "organiser" }] });
    const near = await officer(services, NEIGHBOUR);
    expect((await said(near, id, "包住")).verdict).toBe("matches");
    for (const ctx of [
      await officer(services, FOREIGN),
      await person(services),
      company.member,
      visitor(services),
    ]) {
      expect(await code(said(ctx, id, "包住"))).toBe("NOT_FOUND");
      expect(await code(closeMark(ctx, { id, action: "close", claimId: id, note: "x" }))).toBe("NOT_FOUND");
    }
    expect((await claimsOf(union, id)).items.length).toBe(1);
  });

  test("is corrected on air once, and the correction is told", async () => {
    const { union, services } = desk;
    const id = await onAir();
    const claim = await said(union, id, "月薪一万二");
    const act = { id, action: "correct", claimId: claim.id, text: "更正：六千到八千" } as const;
    const corrected = await correctClaim(union, act);
    expect(corrected).toMatchObject({ correction: "更正：六千到八千", verdict: "abovePosting", rev: 2 });
    expect(await code(correctClaim(union, act))).toBe("CLAIM_DECIDED");
    expect((await claimsOf(visitor(services), id)).items[0]?.correctedAt).toBe(corrected.correctedAt);
    expect((await told(id)).map(({ claim: one }) => one?.correction)).toEqual([null, "更正：六千到八千"]);
    expect((await emitted(services, claim.id)).map(({ rev }) => rev)).toEqual([1, 2]);
  });

  test("that was typed wrongly is taken back, and only officers still see it", async () => {
    const { union, services } = desk;
    const id = await onAir();
    const claim = await said(union, id, "先交押金八百");
    await withdrawClaim(union, { id, action: "withdraw", claimId: claim.id, reason: "听错了" });
    expect((await claimsOf(visitor(services), id)).items).toEqual([]);
    const { items, marked } = await claimsOf(union, id);
    expect([items.length, items[0]?.control?.closeNote, marked]).toEqual([1, "听错了", []]);
    expect((await told(id)).at(-1)?.claim).toEqual({ id: claim.id, postingId: welder, withdrawn: true });
    expect((await emitted(services, claim.id)).map(({ op }) => op)).toEqual(["put", "close"]);
    const late = { id, action: "correct", claimId: claim.id, text: "更正" } as const;
    expect(await code(correctClaim(union, late))).toBe("CLAIM_DECIDED");
  });
});

describe("the mark of a presenter", () => {
  test("comes from a fee or a ban word, waits with a clock, and is closed with a note", async () => {
    const { union, services, database } = desk;
    const before = (await countMarks(union)).open;
    const id = await onAir();
    const fee = await said(union, id, "入职先交押金三百");
    const ban = await said(union, id, "只要男的");
    await said(union, id, "月薪两万");
    expect(fee.presenter).toBe("赵主播");
    expect((await claimsOf(visitor(services), id)).marked).toEqual(["赵主播"]);
    const day = 24 * 3_600_000;
    expect(Date.parse(fee.control?.dueAt ?? "") - Date.parse(fee.at)).toBe(day);
    expect(await countMarks(union)).toEqual({ open: before + 2, overdue: 0 });
    const first = await listMarks(union, { limit: before + 1 });
    expect(first.items.at(-1)).toMatchObject({ livestream: { id }, claim: { id: fee.id }, overdue: false });
    const rest = await listMarks(union, { limit: 5, cursor: first.nextCursor ?? "" });
    expect(rest.items.map(({ claim }) => claim.id)).toEqual([ban.id]);
    expect(rest.nextCursor).toBeNull();
    await database.travel("25 hours");
    expect((await countMarks(union)).overdue).toBe(before + 2);
    await database.travel("-25 hours");
    for (const claimId of [fee.id, ban.id])
      await closeMark(union, { id, action: "close", claimId, note: "已约谈主播，当场更正" });
    const again = { id, action: "close", claimId: fee.id, note: "再次" } as const;
    expect(await code(closeMark(union, again))).toBe("CLAIM_DECIDED");
    expect((await countMarks(union)).open).toBe(before);
    expect((await claimsOf(visitor(services), id)).marked).toEqual([]);
  });

  test("waits for officers of organising cities, and for nobody else", async () => {
    const { services } = desk;
    const id = await onAir({ cities: [{ city: NEIGHBOUR, role: "organiser" }] });
    const { id: claimId } = await said(desk.union, id, "不要女的");
    const near = await officer(services, NEIGHBOUR);
    expect((await listMarks(near, { limit: 9 })).items.map(({ claim }) => claim.id)).toEqual([claimId]);
    expect((await listMarks(await officer(services, FOREIGN), { limit: 9 })).items).toEqual([]);
    expect(await code(listMarks(await person(services), { limit: 9 }))).toBe("ROLE_REQUIRED");
    await closeMark(near, { id, action: "close", claimId, note: "已处理" });
  });

  test("names the chosen one of several presenters", async () => {
    const { union } = desk;
    const presenters = [await presenterInput(union), await presenterInput(union, { name: "钱主播" })];
    const id = await onAir({ presenters });
    expect((await said(union, id, "要交服装费")).presenter).toBeNull();
    expect((await said(union, id, "要交服装费", { presenter: 1 })).presenter).toBe("钱主播");
    expect(await fields(said(union, id, "要交服装费", { presenter: 2 }))).toEqual(["presenter:UNKNOWN"]);
  });
});

describe("two presses at once", () => {
  const many = Array.from({ length: 5 });

  test("with one command's id note one claim", async () => {
    const { union, services } = desk;
    const id = await onAir();
    const commandId = union.ids.uuid();
    const claims = await Promise.all(many.map(() => said(union, id, "月薪一万二", { commandId })));
    expect(new Set(claims.map((claim) => claim.id)).size).toBe(1);
    expect((await claimsOf(visitor(services), id)).items.length).toBe(1);
    expect((await told(id)).length).toBe(1);
  });

  test("twin: without the command's id each press notes a claim", async () => {
    const id = await onAir();
    await Promise.all(many.map(() => said(desk.union, id, "月薪一万二")));
    expect((await claimsOf(desk.union, id)).items.length).toBe(many.length);
  });

  test("close a mark once", async () => {
    const { union } = desk;
    const id = await onAir();
    const { id: claimId } = await said(union, id, "扣身份证，要扣押身份证");
    const closings = await Promise.allSettled(
      many.map((_, n) => closeMark(union, { id, action: "close", claimId, note: `办结 ${n}` })),
    );
    expect(closings.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });
});

test("claims come by page, oldest first", async () => {
  const { union, services } = desk;
  const id = await onAir();
  for (const text of ["包住", "单休", "月薪七千"]) await said(union, id, text);
  const first = await listClaims(visitor(services), { id, limit: 2 });
  const second = await listClaims(visitor(services), { id, limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map((claim) => claim.said)).toEqual(["包住", "单休", "月薪七千"]);
  expect(second.nextCursor).toBeNull();
});
