import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply, listReceived } from "../../src/applications/index.ts";
import { type CardView, listCardViews, saveProfile } from "../../src/candidates/index.ts";
import { claimEnterprise } from "../../src/enterprises/index.ts";
import {
  boothInterviews,
  exportVisits,
  interviewUpkeep,
  listEmployerFollowUps,
  listVisits,
  scanAtBooth,
} from "../../src/fairs/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { listReviewQueue } from "../../src/postings/index.ts";
import { person } from "../factories/actors.ts";
import { busyClerk, DOORS_OPEN_H, fairWithBooths, holder } from "../factories/booth-desk.ts";
import { HOME } from "../factories/cities.ts";
import { creditCode, importedEnterprise } from "../factories/enterprises.ts";
import { openFairs } from "../fairs/interviews/world.ts";
import { type Hall, openHall } from "./world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

type Look = Pick<CardView, "role" | "why" | "phone">;
const looksAt = async (ctx: RequestContext): Promise<Look[]> =>
  (await listCardViews(ctx, { limit: 100 })).items.map(({ role, why, phone }) => ({ role, why, phone }));

describe("whatever shows a card or phone is told to its owner", () => {
  test("booth: the list of visits, and the export with phones", async () => {
    const { services } = hall.t;
    const { first, hall: place } = await fairWithBooths(services, hall.officer.ctx, 1, DOORS_OPEN_H);
    const seeker = await holder(services, place);
    const { registrationId } = first;
    const shown = { nonce: services.ids.uuid(), code: seeker.code, postingId: first.posting.id };
    await scanAtBooth(first.member, { registrationId, ...shown });
    expect(await looksAt(seeker.ctx)).toEqual([]);
    await listVisits(first.member, { registrationId });
    await exportVisits(first.member, registrationId);
    expect(await looksAt(seeker.ctx)).toEqual([
      { role: "member", why: "boothExport", phone: true },
      { role: "member", why: "booth", phone: false },
    ]);
  });

  test("follow-ups; a look at one's own card is not recorded", async () => {
    const { services } = hall.t;
    const world = await fairWithBooths(services, hall.officer.ctx, 1, DOORS_OPEN_H);
    await busyClerk(services, hall.officer.ctx, world, "13912369998");
    const clerk = await hall.t.signInAs("13912369998");
    await listEmployerFollowUps(clerk.ctx);
    expect(await looksAt(clerk.ctx)).toEqual([]);
    await listEmployerFollowUps(world.first.member);
    expect(await looksAt(clerk.ctx)).toEqual([{ role: "member", why: "followUps", phone: false }]);
  });

  test("interviews and the queue", async () => {
    const desk = await openFairs();
    const world = await desk.build(1);
    await desk.slots(world, 1);
    const [a] = await desk.people(world, 1);
    if (!a) throw new Error("nobody");
    await saveProfile(a.ctx, { callName: "王师傅", skills: ["welder"], places: [HOME] });
    await desk.wish(world, a, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    const { registrationId } = world.first;
    await boothInterviews(world.first.member, registrationId);
    expect(await looksAt(a.ctx), "no consent, no name").toEqual([]);
    await apply(a.ctx, { postingId: world.first.posting.id });
    await boothInterviews(world.first.member, registrationId);
    expect(await looksAt(a.ctx)).toEqual([{ role: "member", why: "interviews", phone: false }]);
    await desk.database.drop();
  });

  test("an officer who verifies a claim sees the claimant's phone", async () => {
    const id = await importedEnterprise(hall.officer.ctx, "看电话机械厂");
    const claimant = await person(hall.t.services);
    await claimEnterprise(claimant, { enterpriseId: id, statement: "我是人事", uscc: creditCode(77_001) });
    await listReviewQueue(hall.officer.ctx, { limit: 100 });
    const { items } = await listCardViews(claimant, { limit: 10 });
    expect(items).toMatchObject([{ viewer: `union ${HOME}`, role: "officer", why: "claim", phone: true }]);
  });
});

test("a refused application ends the enterprise's access to card and phone, in the list, alone and at a booth", async () => {
  const { services } = hall.t;
  const { id, person: seeker } = await hall.sent({ message: "下周可以来" });
  expect((await hall.answer(id, { kind: "decline", reason: "filled" })).status).toBe(200);
  expect(await hall.received(id)).toMatchObject({ status: "declined", card: null, message: null });
  const list = await listReceived(hall.member.ctx, { enterpriseId: hall.enterpriseId, limit: 100 });
  expect(list.items.find((one) => one.id === id)?.card).toBeNull();
  expect(await looksAt(seeker.ctx)).toEqual([]);
  const page = await hall.t.app.request(`/me/applications/${id}`, {
    headers: { cookie: `session=${seeker.token}` },
  });
  expect(await page.text()).toContain("企业已婉拒，从现在起看不到您的求职卡和电话");

  const { first, hall: place } = await fairWithBooths(services, hall.officer.ctx, 1, DOORS_OPEN_H);
  const visitor = await holder(services, place);
  const { registrationId } = first;
  const shown = { nonce: services.ids.uuid(), code: visitor.code, postingId: first.posting.id };
  const { applicationId } = await scanAtBooth(first.member, { registrationId, ...shown });
  const clerk = await hall.t.asMember(first.enterprise.id);
  const decline = { body: { kind: "decline", reason: "skills" } };
  const answered = await clerk.call("POST", `/api/v1/applications/${applicationId}/answer`, decline);
  expect(answered.status).toBe(200);
  const [visit] = await exportVisits(first.member, registrationId);
  expect(visit).toMatchObject({ callName: null, skills: [], consented: false, phone: null });
});

test("the person pages through the looks, and the page says who, in which role and why", async () => {
  const { person: seeker, id } = await hall.sent();
  for (let hour = 0; hour < 12; hour += 1) {
    await hall.received(id);
    await listReceived(hall.member.ctx, { enterpriseId: hall.enterpriseId, limit: 1 });
    await hall.t.database.travel("61 minutes");
  }
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 9; pages += 1) {
    const page = await listCardViews(seeker.ctx, { cursor, limit: 5 });
    seen.push(...page.items.map((look) => look.id));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(24);
  const read = async (path: string) =>
    (await hall.t.app.request(path, { headers: { cookie: `session=${seeker.token}` } })).text();
  expect(await read("/me")).toContain('href="/me/looks"');
  const first = await read("/me/looks");
  expect(first).toContain("企业招聘人员，看您的应聘，看了求职卡和电话");
  const next = /href="(\/me\/looks\?cursor=[^"]+)"/.exec(first)?.[1] ?? "";
  expect((await read(next)).match(/企业招聘人员/g)).toHaveLength(4);
  await hall.t.database.travel("-732 minutes");
});
