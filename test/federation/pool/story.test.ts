import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listCardViews } from "../../../src/candidates/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import type { OpenedTalentCard, SentTalentInvitation, TalentPreview } from "../../../src/talent/index.ts";
import { HOME } from "../../factories/cities.ts";
import { SHOWS_ALL } from "../../factories/talent.ts";
import { bodyOf } from "../../support/app.ts";
import { openPool, type PoolWorld } from "./world.ts";

let world: PoolWorld;
beforeAll(async () => {
  world = await openPool();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.link.cut = false;
  await world.clauses({ pool: true });
});

/** Sends an invitation of the enterprise of HOME to a card. */
async function invite(cardId: string) {
  const postingId = await world.home.publish();
  await world.sync();
  const body = { enterpriseId: world.home.enterpriseId, postingId };
  const answer = await world.home.member.call("POST", `/api/v1/talent/${cardId}/invitations`, { body });
  return { postingId, id: (await bodyOf<{ id: string }>(answer, 201)).id };
}
const sent = async () =>
  (
    await bodyOf<{ items: SentTalentInvitation[] }>(
      await world.home.member.call(
        "GET",
        `/api/v1/enterprises/${world.home.enterpriseId}/talent-invitations`,
      ),
      200,
    )
  ).items;

describe("a card for a city of another node", () => {
  test("is found there as it was shown, looked at, and taken back", async () => {
    const { client, card, consentId } = await world.shown({ profile: { skills: ["welder", "cook"] } });
    expect(await world.found(world.home.officer, "&skill=cook")).toEqual([]);
    await world.sync();
    const [id = ""] = await world.found(world.home.officer, "&skill=cook&years=5&veteran=true");
    expect(await world.found(world.home.member, "&place=211481")).toContain(id);
    expect(id).not.toBe(card.id);
    const opened = await bodyOf<OpenedTalentCard>(
      await world.home.officer.call("GET", `/api/v1/talent/${id}`),
      200,
    );
    expect(opened.card).toEqual(card.card);
    expect(opened.endsAt).toBe(card.endsAt);
    await world.sync();
    expect((await listCardViews(client.ctx, { limit: 10 })).items).toMatchObject([
      { role: "officer", viewer: `union ${HOME}`, why: "talent", phone: false },
    ]);
    world.link.cut = true;
    expect((await client.call("DELETE", `/api/v1/me/talent/${card.id}`)).status).toBe(204);
    expect(await world.held(world.away, consentId)).toMatchObject({ cards: 0, payloads: 0 });
    world.link.cut = false;
    await world.sync();
    expect(await world.found(world.home.officer, "&skill=cook")).toEqual([]);
    expect((await world.home.officer.call("GET", `/api/v1/talent/${id}`)).status).toBe(404);
    for (const t of [world.away, world.home.t])
      expect(await world.held(t, consentId)).toEqual({ cards: 0, payloads: 0, erased: 1 });
  });

  test("given again is another record under another id", async () => {
    const { client, consentId } = await world.shown({ profile: { skills: ["cook"] } });
    await world.sync();
    const [first] = await world.found(world.home.officer, "&skill=cook");
    await client.call("POST", "/api/v1/me/talent", { body: { ...SHOWS_ALL, fields: [], startFrom: null } });
    await world.sync();
    const [second, ...more] = await world.found(world.home.officer, "&skill=cook");
    expect([more, second === first]).toEqual([[], false]);
    expect(await world.held(world.home.t, consentId)).toEqual({ cards: 0, payloads: 0, erased: 1 });
    const opened = await world.home.officer.call("GET", `/api/v1/talent/${second}`);
    expect((await bodyOf<OpenedTalentCard>(opened, 200)).card).toMatchObject({ years: null, veteran: false });
    const consents = await bodyOf<{ items: { id: string; standing: boolean }[] }>(
      await client.call("GET", "/api/v1/me/consents"),
      200,
    );
    const standing = consents.items.find((one) => one.standing)?.id;
    expect((await client.call("POST", `/api/v1/me/consents/${standing}/withdrawal`)).status).toBe(204);
    await world.sync();
    expect(await world.found(world.home.officer, "&skill=cook")).toEqual([]);
  });

  test("shows only the fields that the agreement gives, and is offered only under it", async () => {
    await world.clauses({ pool: true, fields: ["skills", "years"] });
    const { client, card } = await world.shown({ profile: { skills: ["cook"] } });
    const previews = async () => {
      const body = { ...SHOWS_ALL, cities: [HOME] };
      return client.call("POST", "/api/v1/me/talent/preview", { body });
    };
    const { items } = await bodyOf<{ items: TalentPreview[] }>(await previews(), 200);
    expect(items).toEqual([{ city: HOME, federation: expect.any(String), card: card.card }]);
    expect(card.card).toMatchObject({ years: 12, places: null, certificates: null, veteran: false });
    await world.sync();
    expect(await world.found(world.home.officer, "&skill=cook&years=10")).toHaveLength(1);
    await world.clauses({ pool: false });
    expect((await previews()).status).toBe(422);
    await client.call("DELETE", `/api/v1/me/talent/${card.id}`);
    await world.sync();
  });
});

describe("an invitation from a city of another node", () => {
  test("reaches the person with a notice, and is answered by applying", async () => {
    const { client } = await world.shown({ profile: { skills: ["cook"] } });
    await world.sync();
    const [cardId = ""] = await world.found(world.home.member, "&skill=cook");
    const { id, postingId } = await invite(cardId);
    await world.sync();
    expect(await world.invitationsTo(client)).toMatchObject([
      { id, applied: false, declined: false, posting: { id: postingId, open: true } },
    ]);
    const notices = (await listNotices(client.ctx)).filter(({ kind }) => kind === "talentInvited");
    expect(notices).toMatchObject([{ subject: { kind: "talentInvitation", id } }]);
    const page = await client.call("GET", `/me/talent/invitations/${id}`);
    expect(page.status).toBe(200);
    const applied = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
    expect(applied.status).toBe(201);
    expect(await world.invitationsTo(client)).toMatchObject([{ id, applied: true }]);
    await world.settle();
    expect((await sent())[0]).toMatchObject({ id, applied: true });
  });

  test("is declined at home, and the enterprise learns it", async () => {
    const { client } = await world.shown({ profile: { skills: ["driver"] } });
    const stranger = await world.person();
    await world.sync();
    const [cardId = ""] = await world.found(world.home.member, "&skill=driver");
    const { id } = await invite(cardId);
    await world.sync();
    const path = `/api/v1/me/talent-invitations/${id}/decline`;
    expect((await stranger.client.call("POST", path)).status).toBe(404);
    for (let n = 0; n < 2; n += 1) expect((await client.call("POST", path)).status).toBe(204);
    expect(await world.invitationsTo(client)).toMatchObject([{ id, declined: true }]);
    await world.settle();
    expect((await sent()).find((one) => one.id === id)).toMatchObject({ declined: true, applied: false });
  });

  test("does not reach a person who took the card back or blocked the enterprise meanwhile", async () => {
    const block = `/api/v1/me/talent-blocks/${world.home.enterpriseId}`;
    for (const act of ["takeBack", "block"]) {
      const { client, card } = await world.shown({ profile: { skills: ["electrician"] } });
      await world.sync();
      const [cardId = ""] = await world.found(world.home.member, "&skill=electrician");
      await invite(cardId);
      const done =
        act === "block"
          ? await client.call("PUT", block)
          : await client.call("DELETE", `/api/v1/me/talent/${card.id}`);
      expect(done.status).toBe(204);
      await world.sync();
      expect(await world.invitationsTo(client)).toEqual([]);
      if (act === "block") await client.call("DELETE", `/api/v1/me/talent/${card.id}`);
      await world.sync();
    }
  });

  test("cannot be sent by an enterprise that the person blocked", async () => {
    const { client } = await world.shown({ profile: { skills: ["cook"], years: 20 } });
    await world.sync();
    const finds = async () => [
      (await world.found(world.home.member, "&years=20")).length,
      (await world.found(world.home.officer, "&years=20")).length,
    ];
    expect(await finds()).toEqual([1, 1]);
    const block = `/api/v1/me/talent-blocks/${world.home.enterpriseId}`;
    expect((await client.call("PUT", block)).status).toBe(204);
    await world.sync();
    expect(await finds()).toEqual([0, 1]);
    expect((await client.call("DELETE", block)).status).toBe(204);
    await world.sync();
    expect(await finds()).toEqual([1, 1]);
  });
});
