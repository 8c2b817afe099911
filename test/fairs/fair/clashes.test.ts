import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createFair,
  getRegistration,
  listMyClashes,
  listOwnClashes,
  placeRegistration,
  readClashes,
  registerForFair,
  setSlots,
  takeTicket,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { noticeText } from "../../../src/web/text/notices.ts";
import { drainAll } from "../../../workers/index.ts";
import { officer, person } from "../../factories/actors.ts";
import { COUNTY, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import {
  announcedFair,
  cancelConfirmed,
  fairInput,
  hoursAhead,
  publishedFair,
  recommended,
  venueInput,
} from "../../factories/fairs.ts";
import { code } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

/** Returns hours of a fair that no other test uses: `day` days ahead, six hours long. */
const onDay = async (day: number, shiftHours = 0) => ({
  opensAt: await hoursAhead(desk.union, day * 24 + shiftHours),
  closesAt: await hoursAhead(desk.union, day * 24 + shiftHours + 6),
});
const hall = (name: string, address: string) => [venueInput({ name, address })];

describe("a second fair at the same time", () => {
  test("in the same hall warns the host, and is not refused", async () => {
    const { union } = desk;
    const days = await onDay(20);
    const one = await announcedFair(union, { ...days, title: "甲会", venues: hall("体育馆", "海滨路 8 号") });
    const two = await createFair(
      union,
      await fairInput(union, { ...days, title: "乙会", venues: hall("体 育 馆", "海滨路八号") }),
    );
    const { halls } = await readClashes(union, { fairId: two.id });
    expect(halls).toEqual([
      {
        venue: "体 育 馆",
        otherVenue: "体育馆",
        fair: { id: one.id, title: "甲会", opensAt: one.opensAt, closesAt: one.closesAt },
      },
    ]);
    expect((await readClashes(union, { fairId: one.id })).halls).toHaveLength(1);
    const after = {
      opensAt: new Date(one.closesAt),
      closesAt: new Date(Date.parse(one.closesAt) + 3_600_000),
    };
    expect((await readClashes(union, { fairId: two.id, hours: after })).halls).toEqual([]);
    const neighbour = await officer(desk.services, NEIGHBOUR);
    expect(await code(readClashes(neighbour, { fairId: one.id }))).toBe("NOT_FOUND");
    await cancelConfirmed(union, { id: one.id, action: "cancel", reason: "改期" });
    expect((await readClashes(union, { fairId: two.id })).halls).toEqual([]);
  });

  test("another hall, another city and another day do not warn", async () => {
    const { union } = desk;
    const fair = await announcedFair(union, { ...(await onDay(30)), venues: hall("剧院", "中央路 1 号") });
    const others = [
      { ...(await onDay(30)), venues: hall("图书馆", "中央路 2 号") },
      {
        ...(await onDay(30)),
        venues: [venueInput({ city: NEIGHBOUR, name: "剧院", address: "中央路 1 号" })],
      },
      { ...(await onDay(31)), venues: hall("剧院", "中央路 1 号") },
    ];
    for (const other of others) await announcedFair(union, other);
    expect((await readClashes(union, { fairId: fair.id })).halls).toEqual([]);
  });

  test("with the same enterprise warns the host and the enterprise, and is not refused", async () => {
    const { services, union } = desk;
    const days = await onDay(40);
    const one = await announcedFair(union, { ...days, title: "上午场", venues: hall("一馆", "北街 1 号") });
    const two = await announcedFair(union, { ...days, title: "同时场", venues: hall("二馆", "北街 2 号") });
    const { enterprise, member, posting } = await recommended(services, union, one.id);
    expect((await readClashes(union, { fairId: one.id })).enterprises).toEqual([]);
    await registerForFair(member, {
      fairId: two.id,
      enterpriseId: enterprise.id,
      postingIds: [posting.id],
      venueWishes: [],
      wishNote: null,
      recruiters: 2,
      contactName: "刘经理",
      contactPhone: "0429-5550000",
    });
    const clash = (fair: { id: string; title: string; opensAt: string; closesAt: string }) => ({
      enterprise: { id: enterprise.id, name: enterprise.name },
      fair: { id: fair.id, title: fair.title, opensAt: fair.opensAt, closesAt: fair.closesAt },
    });
    expect((await readClashes(union, { fairId: one.id })).enterprises).toEqual([clash(two)]);
    expect(await listOwnClashes(member, two.id)).toEqual([clash(one)]);
    expect(await listOwnClashes(await person(services), two.id)).toEqual([]);
  });

  test("with the same seeker in the same hour warns the seeker, and is not refused", async () => {
    const { services, union } = desk;
    const [a, b, c] = [await onDay(50), await onDay(50, 0.5), await onDay(50, 2)];
    const fairs = [];
    for (const [n, days] of [a, b, c].entries())
      fairs.push((await publishedFair(services, union, { ...days, venues: hall(`${n} 号馆`, `${n}`) })).fair);
    const [one, two, three] = fairs;
    if (!one || !two || !three) throw new Error("no fairs");
    const seeker = await person(services);
    for (const { id } of [one, two, three]) await takeTicket(seeker, { fairId: id });
    const other = { kind: "entry", at: two.opensAt, fairId: two.id, title: two.title };
    expect(await listMyClashes(seeker, one.id)).toEqual([{ kind: "entry", at: one.opensAt, other }]);
    expect(await listMyClashes(seeker, three.id)).toEqual([]);
    expect(await listMyClashes(await person(services), one.id)).toEqual([]);
  });

  test("the entry slot decides, not the fair's opening", async () => {
    const { services, union } = desk;
    const days = await onDay(60);
    const { fair: one } = await publishedFair(services, union, { ...days, venues: hall("东馆", "1") });
    const { fair: two } = await publishedFair(services, union, { ...days, venues: hall("西馆", "2") });
    const startsAt = new Date(Date.parse(days.opensAt) + 2 * 3_600_000).toISOString();
    const slot = { startsAt, endsAt: days.closesAt, capacity: 9 };
    await setSlots(union, { fairId: two.id, venueId: two.venues[0]?.id ?? "", slots: [slot] });
    const seeker = await person(services);
    await takeTicket(seeker, { fairId: one.id });
    await takeTicket(seeker, { fairId: two.id });
    expect(await listMyClashes(seeker, one.id)).toEqual([]);
  });
});

describe("only the city's quota is full", () => {
  test("the outcome, the view and the notice name the quota of the city", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const fair = await announcedFair(union, {
      cities: [{ city: NEIGHBOUR, role: "organiser", quota: 0 }],
      hostQuota: 1,
    });
    const guest = await recommended(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    const { id } = guest.registration;
    expect(await placeRegistration(union, { id })).toMatchObject({
      status: "waitlisted",
      waitsFor: "QUOTA",
      booth: null,
    });
    const view = await getRegistration(guest.member, id);
    expect(view).toMatchObject({ waitsFor: "QUOTA", place: 1 });
    await drainAll(services);
    const [notice] = (await listNotices(guest.member)).filter(({ kind }) => kind.startsWith("fairWaiting"));
    expect(notice && noticeText(notice)).toBe(
      `会场还有展位，但${view.endorsingCityName}的展位名额用完了，您在候补：${fair.title}`,
    );
  });

  test("a full hall says so, and names no quota", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union, { venues: [venueInput({ boothRows: 1, boothColumns: 1 })] });
    const first = await recommended(services, union, fair.id);
    await placeRegistration(union, { id: first.registration.id });
    const late = await recommended(services, union, fair.id);
    const { id } = late.registration;
    expect(await placeRegistration(union, { id })).toMatchObject({ waitsFor: "BOOTHS" });
    expect((await getRegistration(union, id)).waitsFor).toBe("BOOTHS");
    await drainAll(services);
    expect((await listNotices(late.member)).map(({ kind }) => kind)).toContain("fairWaiting");
  });
});
