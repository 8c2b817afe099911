import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCardViews, saveProfile } from "../../src/candidates/index.ts";
import { reinstateEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  type OpenedTalentCard,
  type OwnTalentCard,
  searchTalent,
  switchOnTalentCard,
  type TalentPage,
  type TalentPreview,
} from "../../src/talent/index.ts";
import { identifies } from "../../src/talent/own/wording.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { claimedEnterprise } from "../factories/enterprises.ts";
import { SHOWS_ALL, shareCards, shownCard, WELDER } from "../factories/talent.ts";
import { bodyOf, type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
  await shareCards(hall.t.services.db);
});
afterAll(() => hall.t.close());

const find = async (who: Client, query = ""): Promise<TalentPage> =>
  bodyOf(await who.call("GET", `/api/v1/talent?limit=100${query}`), 200);
const finds = async (who: Client, id: string, query = ""): Promise<boolean> =>
  (await find(who, query)).items.some((item) => item.id === id);
const opens = async (who: Client, id: string) => (await who.call("GET", `/api/v1/talent/${id}`)).status;

describe("a card of the pool", () => {
  test("does not exist until the person switches it on", async () => {
    const before = await find(hall.officer);
    await hall.seeker();
    expect(await find(hall.officer)).toEqual(before);
  });

  test("is exactly the preview, without name and number", async () => {
    const seeker = await hall.t.signInAs(freshPhone());
    await saveProfile(seeker.ctx, WELDER);
    const choice = { ...SHOWS_ALL, fields: ["years"], startFrom: null };
    const previews = await bodyOf<{ items: TalentPreview[] }>(
      await seeker.call("POST", "/api/v1/me/talent/preview", { body: choice }),
      200,
    );
    expect(previews.items.map(({ city }) => city)).toEqual([HOME]);
    const preview = previews.items[0]?.card;
    expect(preview).toEqual({
      skills: ["welder"],
      places: null,
      years: 12,
      certificates: null,
      startFrom: null,
      veteran: false,
    });
    const { items } = await bodyOf<{ items: OwnTalentCard[] }>(
      await seeker.call("POST", "/api/v1/me/talent", { body: choice }),
      201,
    );
    const opened = await bodyOf<OpenedTalentCard>(
      await hall.member.call("GET", `/api/v1/talent/${items[0]?.id}`),
      200,
    );
    expect(opened.card).toEqual(preview);
    await saveProfile(seeker.ctx, { ...WELDER, skills: ["cook"], years: 30 });
    expect(
      (await bodyOf<OpenedTalentCard>(await hall.member.call("GET", `/api/v1/talent/${opened.id}`), 200))
        .card,
    ).toEqual(preview);
  });

  test("is seen by officers and verified enterprises of the receiving city alone", async () => {
    const { card } = await shownCard(hall.t);
    const neighbour = await hall.t.asOfficer(NEIGHBOUR);
    const foreign = await hall.t.asOfficer(FOREIGN);
    const { enterprise } = await claimedEnterprise(hall.t.services);
    const unverified = await hall.t.asMember(enterprise.id);
    for (const who of [hall.officer, hall.member]) {
      expect(await finds(who, card.id)).toBe(true);
      expect(await opens(who, card.id)).toBe(200);
    }
    for (const who of [neighbour, foreign, unverified]) {
      expect(await finds(who, card.id)).toBe(false);
      expect(await opens(who, card.id)).toBe(404);
    }
    expect((await hall.t.call("GET", "/api/v1/talent")).status).toBe(401);
    expect((await (await hall.seeker()).call("GET", "/api/v1/talent")).status).toBe(403);
  });

  test("has another id in each city, and a new one when it is given again", async () => {
    const { seeker, card } = await shownCard(hall.t, { choice: { cities: [HOME, NEIGHBOUR] } });
    const again = await switchOnTalentCard(seeker.ctx, SHOWS_ALL);
    const ids = again.map(({ id }) => id);
    expect(new Set([...ids, card.id]).size).toBe(3);
    expect(await finds(hall.officer, card.id)).toBe(false);
    expect(await finds(hall.officer, again.find(({ city }) => city === HOME)?.id ?? "")).toBe(true);
  });

  test("is gone at once when it is taken back, also through the list of consents", async () => {
    const { seeker, card } = await shownCard(hall.t);
    expect((await seeker.call("DELETE", `/api/v1/me/talent/${card.id}`)).status).toBe(204);
    expect(await finds(hall.officer, card.id)).toBe(false);
    expect(await opens(hall.officer, card.id)).toBe(404);
    expect((await seeker.call("DELETE", `/api/v1/me/talent/${card.id}`)).status).toBe(404);
    const { seeker: other, card: theirs } = await shownCard(hall.t);
    const consents = await bodyOf<{ items: { id: string; purpose: string; standing: boolean }[] }>(
      await other.call("GET", "/api/v1/me/consents"),
      200,
    );
    const [consent] = consents.items;
    expect(consent).toMatchObject({ purpose: "matching", standing: true });
    await hall.t.services.db
      .updateTable("consent")
      .set({ withdrawnAt: new Date() })
      .where("id", "=", consent?.id ?? "")
      .execute();
    expect(await opens(hall.officer, theirs.id)).toBe(404);
    expect((await bodyOf<{ items: [] }>(await other.call("GET", "/api/v1/me/talent"), 200)).items).toEqual(
      [],
    );
  });

  test("ends by itself on its day", async () => {
    const { card } = await shownCard(hall.t, { choice: { days: 30 } });
    // Calls the verb, because a session ends earlier.
    const found = async () =>
      (await searchTalent(hall.officer.ctx, { limit: 100 })).items.some(({ id }) => id === card.id);
    await hall.t.database.travel("29 days");
    expect(await found()).toBe(true);
    await hall.t.database.travel("2 days");
    expect(await found()).toBe(false);
    await hall.t.database.travel("-31 days");
  });

  test("hides from a suspended enterprise, and from everybody when the agreement stops sharing cards", async () => {
    const { seeker, card } = await shownCard(hall.t, { choice: { cities: [NEIGHBOUR] } });
    const neighbour = await hall.t.asOfficer(NEIGHBOUR);
    expect(await finds(neighbour, card.id)).toBe(true);
    const { db } = hall.t.services;
    const shares = (kinds: string[]) =>
      db.updateTable("agreement").set({ shares: kinds }).where("slug", "=", "west").execute();
    await shares(["posting", "enterprise", "fair"]);
    expect(await finds(neighbour, card.id)).toBe(false);
    expect(await opens(neighbour, card.id)).toBe(404);
    const own = await bodyOf<{ items: OwnTalentCard[] }>(await seeker.call("GET", "/api/v1/me/talent"), 200);
    expect(own.items[0]?.paused).toBe(true);
    await shares(["posting", "enterprise", "fair", "candidate"]);
    const { card: here } = await shownCard(hall.t);
    await suspendEnterprise(hall.officer.ctx, { id: hall.enterpriseId, reason: "执照待核实" });
    expect(await finds(hall.member, here.id)).toBe(false);
    expect(await opens(hall.member, here.id)).toBe(404);
    await reinstateEnterprise(hall.officer.ctx, { id: hall.enterpriseId, reason: "已核实" });
    expect(await finds(hall.member, here.id)).toBe(true);
  });

  test("cannot be shown to a city without agreement, nor for more than a year", async () => {
    const seeker = await hall.t.signInAs(freshPhone());
    const send = (more: object) =>
      seeker.call("POST", "/api/v1/me/talent", { body: { ...SHOWS_ALL, ...more } });
    expect((await bodyOf<{ code: string }>(await send({}), 422)).code).toBe("PROFILE_REQUIRED");
    await saveProfile(seeker.ctx, WELDER);
    for (const more of [{ cities: [FOREIGN] }, { days: 366 }, { fields: ["callName"] }, { cities: [] }])
      expect((await bodyOf<{ code: string }>(await send(more), 422)).code).toBe("INVALID_INPUT");
    expect((await bodyOf<{ items: [] }>(await seeker.call("GET", "/api/v1/me/talent"), 200)).items).toEqual(
      [],
    );
  });
});

describe("a search", () => {
  test("finds by trade, place, years, certificate, start and veteran status, and counts", async () => {
    const { card } = await shownCard(hall.t, { profile: { years: 6 } });
    const yes = [
      "skill=welder",
      "place=211400",
      "place=211481",
      "years=5",
      "startFrom=month",
      "veteran=true",
    ];
    const certificate = `certificate=${encodeURIComponent("焊接作业")}`;
    const together = [...yes.filter((one) => one !== "place=211400"), certificate].join("&");
    for (const query of [...yes, certificate, together])
      expect([query, await finds(hall.officer, card.id, `&${query}`)]).toEqual([query, true]);
    const apart = `certificate=${encodeURIComponent("证特种")}`;
    for (const query of ["skill=cook", "place=211402", "years=10", "startFrom=now", apart])
      expect([query, await finds(hall.officer, card.id, `&${query}`)]).toEqual([query, false]);
    const all = await find(hall.officer);
    expect(all.total).toBe(all.items.length);
    for (const bad of ["years=4", "skill=A%20B", "veteran=no", "certificate=a", "name=x"])
      expect((await hall.officer.call("GET", `/api/v1/talent?${bad}`)).status).toBe(422);
  });

  test("pages through all, newest first, each once", async () => {
    const all = await find(hall.officer);
    const seen: string[] = [];
    for (let cursor = ""; seen.length <= all.items.length; ) {
      const page = await bodyOf<TalentPage>(
        await hall.officer.call("GET", `/api/v1/talent?limit=2${cursor && `&cursor=${cursor}`}`),
        200,
      );
      seen.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    const times = all.items.map(({ givenAt }) => givenAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test("answers an enterprise of others with the missing-thing answer", async () => {
    const stranger = await hall.t.asOfficer(NEIGHBOUR);
    const answer = await stranger.call("GET", `/api/v1/talent?enterpriseId=${hall.enterpriseId}`);
    expect(answer.status).toBe(404);
  });
});

test("opening a card is a look that its owner sees at once; the list is none", async () => {
  const { seeker, card } = await shownCard(hall.t);
  await find(hall.member);
  expect((await listCardViews(seeker.ctx, { limit: 10 })).items).toEqual([]);
  await opens(hall.member, card.id);
  await opens(hall.officer, card.id);
  expect((await listCardViews(seeker.ctx, { limit: 10 })).items).toMatchObject([
    { role: "officer", viewer: `union ${HOME}`, why: "talent", phone: false },
    { role: "member", why: "talent", phone: false },
  ]);
});

describe("a certificate that could tell who the person is", () => {
  test.each([
    ["13812345678", true],
    ["焊工证 138-1234-5678", true],
    ["一三八一二三四五六七八", true],
    ["微信abc", true],
    ["QQ号在后面", true],
    ["赵钢的焊工证", true],
    ["2019年叉车证N1", false],
    ["特种设备焊接作业证", false],
  ])("%s: %s", (certificate, expected) => {
    expect(identifies(certificate, ["赵钢"])).toBe(expected);
  });

  test("is refused beside the field, and only if certificates are shown", async () => {
    const seeker = await hall.t.signInAs(freshPhone());
    await saveProfile(seeker.ctx, { ...WELDER, certificates: ["电话13812345678"] });
    const refused = await seeker.call("POST", "/api/v1/me/talent", { body: SHOWS_ALL });
    expect(await bodyOf(refused, 422)).toMatchObject({
      fields: [{ path: "certificates", code: "TALENT_IDENTIFIES" }],
    });
    const body = { ...SHOWS_ALL, fields: ["years"] };
    expect((await seeker.call("POST", "/api/v1/me/talent", { body })).status).toBe(201);
  });
});
