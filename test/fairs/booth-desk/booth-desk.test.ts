import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply, confirmStart, listMine, withdrawConsent } from "../../../src/applications/index.ts";
import { getProfile, listCardViews, listConsents } from "../../../src/candidates/index.ts";
import { countIntents } from "../../../src/fairs/booth-desk/store/desk.ts";
import {
  answerAsEmployer,
  answerForMyself,
  exportVisits,
  followUpUpkeep,
  getFairReport,
  listEmployerFollowUps,
  listMyFollowUps,
  listVisits,
  noteVisit,
  recordIntent,
  recordIntentStart,
  scanAtBooth,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { DOORS_OPEN_H, fairWithBooths, holder, ticketFor } from "../../factories/booth-desk.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { daysAhead, emitted } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let world: Awaited<ReturnType<typeof fairWithBooths>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  world = await fairWithBooths(desk.services, desk.union, 2, DOORS_OPEN_H);
});
afterAll(() => desk.database.drop());

const at = (booth = world.first) => ({ registrationId: booth.registrationId, postingId: booth.posting.id });
const visits = async () =>
  (await listVisits(world.first.member, { registrationId: world.first.registrationId })).items;
const nonce = () => desk.services.ids.uuid();
const scan = (shown: string, more: Partial<Parameters<typeof scanAtBooth>[1]> = {}) =>
  scanAtBooth(world.first.member, { nonce: nonce(), code: shown, ...at(), ...more });

describe("ticket shown at a booth", () => {
  test("makes an application with a consent that the person sees and may withdraw", async () => {
    const seeker = await holder(desk.services, world.hall);
    const sent = await scan(` ${seeker.code.toLowerCase()} `);
    expect(sent).toMatchObject({ outcome: "applied", intent: false });
    expect((await listMine(seeker.ctx, { limit: 5 })).items[0]).toMatchObject({
      id: sent.applicationId,
      status: "sent",
    });
    expect((await listNotices(seeker.ctx)).map(({ kind }) => kind)).toEqual(["applicationByCode"]);
    const [consent] = await listConsents(seeker.ctx);
    expect(consent).toMatchObject({ standing: true, receiver: { id: world.first.enterprise.id } });
    expect(consent?.fields).toEqual(expect.arrayContaining(["callName", "phone", "skills"]));
    const days = (Date.parse(consent?.endsAt ?? "") - Date.parse(consent?.grantedAt ?? "")) / 86_400_000;
    expect(days).toBeCloseTo(90, 3);
    const seen = async () => (await visits()).find(({ id }) => id === sent.visitId);
    expect(await seen()).toMatchObject({ callName: "王师傅", skills: ["welder"], consented: true });
    await withdrawConsent(seeker.ctx, { id: consent?.id ?? "" });
    expect(await seen()).toMatchObject({ callName: null, skills: [], consented: false });
    const taken = await exportVisits(world.first.member, world.first.registrationId);
    expect(taken.find(({ id }) => id === sent.visitId)?.phone).toBeNull();
  });

  test("twice makes one application; the same scan uploaded again changes nothing", async () => {
    const seeker = await holder(desk.services, world.hall);
    const first = nonce();
    const sent = await scan(seeker.code, { nonce: first, note: "会二保焊" });
    expect(
      await scan(seeker.code, { nonce: first, note: "会二保焊", heldSince: "2026-11-21T09:00:00+08:00" }),
    ).toEqual(sent);
    expect(await code(scan(seeker.code, { nonce: first, note: "别的" }))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await scan(seeker.code)).toMatchObject({ outcome: "again", applicationId: sent.applicationId });
    const list = await visits();
    expect(list.filter(({ id }) => id === sent.visitId)).toMatchObject([{ notes: [{ note: "会二保焊" }] }]);
  });

  test("of a person without a card asks for a name and begins the card", async () => {
    const seeker = await holder(desk.services, world.hall, { card: false });
    expect(await fields(scan(seeker.code))).toEqual(["callName:REQUIRED"]);
    expect(await scan(seeker.code, { callName: "李女士" })).toMatchObject({ outcome: "applied" });
    expect(await getProfile(seeker.ctx)).toMatchObject({ callName: "李女士", skills: [] });
  });

  test("of a person without an account makes a visit with what the person allows", async () => {
    const { code: shown } = await ticketFor(desk.services, world.hall);
    expect(await fields(scan(shown, { callName: "老赵" }))).toEqual(["agreed:NOT_AGREED"]);
    const seen = await scan(shown, { callName: "老赵", canDo: "开叉车", agreed: true });
    expect(seen).toMatchObject({ outcome: "visited", applicationId: null });
    const list = await visits();
    expect(list.find(({ id }) => id === seen.visitId)).toMatchObject({
      callName: "老赵",
      canDo: "开叉车",
      account: false,
    });
  });

  test("is refused if unknown, void, of another fair, or for another's posting or booth", async () => {
    const other = await fairWithBooths(desk.services, desk.union);
    const early = await ticketFor(desk.services, other.hall);
    const shown = { nonce: desk.union.ids.uuid(), code: early.code, postingId: other.first.posting.id };
    // Days before the fair nobody can be at a booth, so the code must come from a picture that somebody sent.
    expect(
      await fields(scanAtBooth(other.first.member, { registrationId: other.first.registrationId, ...shown })),
    ).toEqual(["code:FAIR_EARLY"]);
    const elsewhere = await holder(desk.services, other.hall);
    const seeker = await holder(desk.services, world.hall);
    expect(await fields(scan("LP0000000000"))).toEqual(["code:UNKNOWN_TICKET"]);
    expect(await fields(scan(elsewhere.code))).toEqual(["code:UNKNOWN_TICKET"]);
    expect(await fields(scan(seeker.code, { postingId: other.first.posting.id }))).toEqual([
      "postingId:INVALID_VALUE",
    ]);
    const wrong = scanAtBooth(other.first.member, { nonce: nonce(), code: seeker.code, ...at() });
    expect(await code(wrong)).toBe("NOT_FOUND");
    await sql`update fair_ticket set status = 'cancelled' where id = ${seeker.ticketId}`.execute(
      desk.database.db,
    );
    expect(await fields(scan(seeker.code))).toEqual(["code:TICKET_NOT_VALID"]);
  });

  test("forty concurrent scans of one person make one application and one visit", async () => {
    const seeker = await holder(desk.services, world.hall);
    const all = await Promise.all(Array.from({ length: 40 }, () => scan(seeker.code)));
    expect(all.filter(({ outcome }) => outcome === "applied")).toHaveLength(1);
    expect(new Set(all.map(({ visitId }) => visitId)).size).toBe(1);
  });
});

describe("notes, intents and starts", () => {
  test("one intent per person and posting; counts people; the public event names nobody", async () => {
    const before = await countIntents(desk.database.db, world.fair.id);
    const seeker = await holder(desk.services, world.hall);
    const { visitId } = await scan(seeker.code, { intent: true });
    expect(await recordIntent(world.first.member, { ...at(), visitId })).toEqual({ created: false });
    const [, second] = world.booths;
    if (!second) throw new Error("one booth only");
    await scanAtBooth(second.member, { nonce: nonce(), code: seeker.code, ...at(second), intent: true });
    expect(await countIntents(desk.database.db, world.fair.id)).toBe(before + 1);
    const [visit] = await visits();
    const [event] = await emitted(desk.union, visit?.intents[0]?.id ?? "");
    expect(event).toMatchObject({ payload: { fairId: world.fair.id, postingId: world.first.posting.id } });
    expect(JSON.stringify(event?.payload)).not.toContain(seeker.ctx.actor.accountId);
  });

  test("a note belongs to the booth; another booth's visit is missing", async () => {
    const seeker = await holder(desk.services, world.hall);
    const { visitId } = await scan(seeker.code);
    await noteVisit(world.first.member, { ...at(), visitId, note: "下周一来面试" });
    const [, second] = world.booths;
    const strange = noteVisit(second?.member ?? world.first.member, { ...at(second), visitId, note: "x" });
    expect(await code(strange)).toBe("NOT_FOUND");
    const [mine] = await visits();
    expect(mine?.notes.map(({ note }) => note)).toEqual(["下周一来面试"]);
  });

  test("the exported list has phones as far as consents allow, and records the looks", async () => {
    const seeker = await holder(desk.services, world.hall);
    const { visitId } = await scan(seeker.code);
    const taken = await exportVisits(world.first.member, world.first.registrationId);
    expect(taken.find(({ id }) => id === visitId)?.phone).toMatch(/^139/);
    const { items } = await listCardViews(seeker.ctx, { limit: 10 });
    const viewer = world.first.enterprise.name;
    expect(items).toMatchObject([{ viewer, role: "member", why: "boothExport", phone: true }]);
  });

  test("a start is stored by the application or at the intent; follow-ups on day 7, 30, 90, once, by each side", async () => {
    const { database, services, union } = desk;
    const known = await holder(services, world.hall);
    const bare = await ticketFor(services, world.hall);
    const sent = await scan(known.code, { intent: true });
    await scan(bare.code, { callName: "老钱", agreed: true, intent: true });
    const list = await visits();
    const intentOf = (name: string | null) =>
      list.find((one) => one.callName === name && one.intents.length > 0)?.intents[0]?.id ?? "";
    const intentId = list.find(({ id }) => id === sent.visitId)?.intents[0]?.id ?? "";
    const today = await daysAhead(union, 0);
    const start = (id: string, startedOn: string) =>
      recordIntentStart(world.first.member, { ...at(), intentId: id, startedOn });
    expect(await fields(start(intentOf("老钱"), await daysAhead(union, -1)))).toEqual([
      "startedOn:BEFORE_INTENT",
    ]);
    expect(await fields(start(intentOf("老钱"), await daysAhead(union, 1)))).toEqual(["startedOn:FUTURE"]);
    await start(intentOf("老钱"), today);
    await start(intentId, today);
    await confirmStart(known.ctx, { id: sent.applicationId ?? "" });
    const count = async () =>
      Number((await sql<{ n: string }>`select count(*) as n from follow_up`.execute(database.db)).rows[0]?.n);
    expect(await followUpUpkeep(desk.services)).toBe(0);
    await database.travel("7 days");
    const asked = await Promise.all([followUpUpkeep(desk.services), followUpUpkeep(desk.services)]);
    expect(asked[0] + asked[1]).toBe(2);
    expect(await followUpUpkeep(desk.services)).toBe(0);
    const [mine] = await listMyFollowUps(known.ctx);
    expect(mine).toMatchObject({ day: 7, personAnswer: null, startedOn: today });
    expect((await listNotices(known.ctx)).map(({ kind }) => kind)).toContain("followUpAsked");
    await answerForMyself(known.ctx, { id: mine?.id ?? "", answer: "yes" });
    await answerAsEmployer(world.first.member, { id: mine?.id ?? "", answer: "left" });
    const kept =
      await sql`select person_answer, enterprise_answer from follow_up where id = ${mine?.id}`.execute(
        database.db,
      );
    expect(kept.rows).toEqual([{ personAnswer: "yes", enterpriseAnswer: "left" }]);
    expect((await listEmployerFollowUps(world.first.member)).map(({ callName }) => callName)).toContain(
      "老钱",
    );
    expect(await code(answerForMyself(world.first.member, { id: mine?.id ?? "", answer: "no" }))).toBe(
      "NOT_FOUND",
    );
    await database.travel("23 days");
    await followUpUpkeep(desk.services);
    await database.travel("60 days");
    await followUpUpkeep(desk.services);
    expect(await count()).toBe(6);
    await database.travel("-90 days");
  });

  test("a person who applied before the fair and started after its intent counts once", async () => {
    const { services, union, database } = desk;
    const own = await fairWithBooths(services, union, 1, DOORS_OPEN_H);
    const { member, registrationId, posting } = own.first;
    const seeker = await holder(services, own.hall);
    const early = await apply(seeker.ctx, { postingId: posting.id });
    await sql`update application set created_at = created_at - interval '30 days' where id = ${early.id}`.execute(
      database.db,
    );
    const fresh = await holder(services, own.hall);
    const figures = async () => {
      const { figures: all } = await getFairReport(union, own.fair.id);
      return Object.fromEntries(all.map(({ measure, n, total }) => [measure, [n, total]]));
    };
    for (const [who, outcome] of [
      [seeker, "again"],
      [fresh, "applied"],
    ] as const) {
      const shown = { nonce: nonce(), code: who.code, postingId: posting.id, intent: true };
      const sent = await scanAtBooth(member, { registrationId, ...shown });
      expect(sent).toMatchObject({ outcome });
    }
    expect(await figures()).toMatchObject({ applications: [1, 1], intents: [2, 2], starts: [0, 0] });
    const list = (await listVisits(member, { registrationId })).items;
    for (const { intents } of list)
      await recordIntentStart(member, {
        registrationId,
        intentId: intents[0]?.id ?? "",
        startedOn: await daysAhead(union, 0),
      });
    expect(await figures()).toMatchObject({ applications: [1, 1], intents: [2, 2], starts: [2, 2] });
    await database.travel("30 days 1 hour");
    await followUpUpkeep(services);
    for (const { ctx } of [seeker, fresh])
      for (const asked of await listMyFollowUps(ctx))
        if (asked.day === 30) await answerForMyself(ctx, { id: asked.id, answer: "yes" });
    expect(await figures()).toMatchObject({ starts: [2, 2], atWork30: [2, 2] });
    await database.travel("-30 days -1 hour");
  });
});
