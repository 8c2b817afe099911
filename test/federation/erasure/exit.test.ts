import { afterAll, beforeAll, expect, test } from "vitest";
import {
  exitsOf,
  lookThroughSharing,
  type Partners,
  privateKinds,
  pullAgreements,
  settleExits,
} from "../../../src/federation/index.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type Client, type TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";
import { nodeContext, type Signed, signWorld } from "../support/signed-agreement.ts";

const KINDS = ["posting", "enterprise", "application", "look", "card"];

let world: World;
let agreement: Signed;
let officers: { home: Client; away: Client };
let applied: Awaited<ReturnType<World["applied"]>>;
beforeAll(async () => {
  world = await openWorld();
  agreement = await signWorld(world, { kinds: KINDS, commands: ["apply"] });
  officers = { home: await world.home.t.asOfficer(HOME), away: await world.away.asOfficer(NEIGHBOUR) };
  applied = await world.applied();
  await world.settle();
});
afterAll(() => world.close());

const nodes = () => [world.home.t, world.away];
/** What both nodes do every half minute. Returns the certificates that were finished. */
async function work(): Promise<number> {
  let done = 0;
  for (const t of nodes()) {
    const ctx = nodeContext(world, t);
    await pullAgreements(ctx);
    await lookThroughSharing(ctx, world.fetch, privateKinds(ctx));
    done += await settleExits(ctx, world.fetch);
  }
  return done;
}
const certificates = async () =>
  (await Promise.all(nodes().map((t) => exitsOf(t.services.db, agreement.document))))
    .flat()
    .map(({ note }) => note);
const exits = async (who: Client) =>
  (await bodyOf<Partners>(await who.call("GET", "/api/v1/federation/partners"), 200)).exits;
const desk = async (who: Client) => (await who.call("GET", "/union/federation")).text();
/** Whether a node shows the posting of HOME to visitors. */
const shows = async (t: TestApp) => (await t.call("GET", `/api/v1/postings/${applied.postingId}`)).status;
const cardThere = async () => (await world.home.received(applied.id)).card;
const CERTIFICATE = `agreements/west/exits/${NEIGHBOUR}/${HOME}`;

test("signed leaving hides at once on both nodes, also what the other node does not know yet", async () => {
  expect([await shows(world.away), await cardThere()]).toEqual([
    200,
    expect.objectContaining({ callName: "王师傅" }),
  ]);
  expect(await exits(officers.home)).toEqual([]);
  world.link.cut = true;
  expect(await agreement.leave(NEIGHBOUR)).toEqual([false]);
  expect(await shows(world.away)).toBe(404);
  // The other node hears of it when the link is back; it purges nothing before.
  expect(await work()).toBe(0);
  expect(await cardThere()).not.toBeNull();
  world.link.cut = false;
  await pullAgreements(nodeContext(world, world.home.t));
  expect(await cardThere()).toBeNull();
});

test("each side deletes, the desk says so, and both sign one certificate of what they deleted", async () => {
  expect(await exits(officers.home)).toMatchObject([
    { city: NEIGHBOUR, leftCity: NEIGHBOUR, party: HOME, state: "deleting", deletedThere: null },
  ]);
  expect(await desk(officers.home)).toContain("本机正在删那边给过的内容");
  expect((await officers.home.call("GET", `/union/federation/${CERTIFICATE}`)).status).toBe(404);
  world.link.cut = true;
  expect(await work()).toBe(0);
  expect(await certificates()).toEqual([null, null]);
  world.link.cut = false;
  while ((await work()) > 0);
  const [theirs, ours] = await certificates();
  expect(ours).toBe(theirs);
  const [text = "", signatures = ""] = ours?.split("\n\n") ?? [];
  expect(JSON.parse(text)).toMatchObject({
    certificate: "exit",
    agreement: agreement.document,
    left: NEIGHBOUR,
    party: HOME,
    purged: [
      { by: NEIGHBOUR, of: HOME, kinds: { posting: 1, enterprise: 1 } },
      { by: HOME, of: NEIGHBOUR, kinds: { card: 1 } },
    ],
  });
  expect(
    signatures
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[1]?.split("/").slice(-2).join("/")),
  ).toEqual([`${HOME}/exit`, `${NEIGHBOUR}/exit`]);
  expect(await work()).toBe(0);
});

test("the person reads that her card is gone there, by the receipt", async () => {
  await world.receipts();
  const answer = await applied.client.call("GET", "/api/v1/me/erasures");
  expect(await bodyOf<Erasures>(answer, 200)).toMatchObject({
    cities: { confirmed: 1, total: 1 },
    employers: { confirmed: 1, total: 1 },
  });
  expect((await world.home.received(applied.id)).card).toBeNull();
});

test("officers of both cities read what was deleted and download the certificate; others do not", async () => {
  const [note] = await certificates();
  for (const [who, other] of [
    [officers.home, NEIGHBOUR],
    [officers.away, HOME],
  ] as const) {
    expect(await exits(who)).toMatchObject([{ city: other, state: "signed" }]);
    expect(await desk(who)).toMatch(/退出和删除证明.*两边都删完了，都签了字.*下载删除证明/s);
    const file = await who.call("GET", `/union/federation/${CERTIFICATE}`);
    expect([file.status, await file.text()]).toEqual([200, note]);
    expect(file.headers.get("content-disposition")).toContain(`exit-${NEIGHBOUR}-${HOME}.txt`);
    expect(await bodyOf(await who.call("GET", `/api/v1/federation/${CERTIFICATE}`), 200)).toEqual({ note });
  }
  expect((await exits(officers.home))[0]).toMatchObject({
    deletedHere: { card: 1 },
    deletedThere: { posting: 1, enterprise: 1 },
  });
  const third = await world.away.asOfficer("210700");
  expect(await exits(third)).toEqual([]);
  for (const path of [`/union/federation/${CERTIFICATE}`, `/api/v1/federation/${CERTIFICATE}`]) {
    expect((await third.call("GET", path)).status).toBe(404);
    expect((await applied.client.call("GET", path)).status).toBe(403);
  }
});

test("a certificate counts with both signatures and the signed text alone", async () => {
  const [note] = await certificates();
  const send = (body: object) => world.post(JSON.stringify(body), "/fed/v1/exits");
  expect((await send({ note })).status).toBe(204);
  expect((await send({ note: note?.replace('"card":1', '"card":0') })).status).toBe(422);
  expect((await send({ note: note?.split("\n").slice(0, -2).join("\n").concat("\n") })).status).toBe(422);
  const statement = {
    agreement: "b".repeat(64),
    left: NEIGHBOUR,
    party: HOME,
    leftAt: new Date().toISOString(),
    purged: {},
    at: new Date().toISOString(),
  };
  expect((await send(statement)).status).toBe(404);
  expect((await send({ ...statement, agreement: agreement.document, left: "210700" })).status).toBe(404);
  expect((await send({ ...statement, purged: { card: -1 } })).status).toBe(422);
});
