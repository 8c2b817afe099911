import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertExits } from "../../../src/federation/agreements/exit/store.ts";
import { exitsOf, lookThroughSharing, privateKinds, settleExits } from "../../../src/federation/index.ts";
import type { Erasures } from "../../../src/peers/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

const DOCUMENT = "a".repeat(64);
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const at = ({ services }: TestApp): RequestContext => systemContext(services, "test");
const nodes = () => [world.home.t, world.away];
/** What both nodes do every half minute. Returns the certificates that were finished. */
async function work(): Promise<number> {
  for (const t of nodes()) await lookThroughSharing(at(t), world.fetch, privateKinds(at(t)));
  await settleExits(at(world.home.t), world.fetch);
  return settleExits(at(world.away), world.fetch);
}
const certificates = async () =>
  (await Promise.all(nodes().map((t) => exitsOf(t.services.db, DOCUMENT)))).flat().map(({ note }) => note);

test("a city that leaves gets a certificate of what each side deleted, signed by both", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  // NEIGHBOUR leaves, as an activated revision says on both nodes.
  for (const { services } of nodes())
    await services.db.transaction().execute(async (tx) => {
      await sql`delete from agreement_clause`.execute(tx);
      await insertExits(tx, { document: DOCUMENT, left: [NEIGHBOUR], staying: [HOME] });
      await sql`update followed_log set sharing_checked_on = null`.execute(tx);
    });
  world.link.cut = true;
  expect(await work()).toBe(0);
  expect(await certificates()).toEqual([null, null]);
  world.link.cut = false;
  expect(await work()).toBe(1);
  const [theirs, ours] = await certificates();
  expect(ours).toBe(theirs);
  const [text = "", signatures = ""] = ours?.split("\n\n") ?? [];
  expect(JSON.parse(text)).toMatchObject({
    certificate: "exit",
    agreement: DOCUMENT,
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
  await world.receipts();
  expect(await bodyOf<Erasures>(await client.call("GET", "/api/v1/me/erasures"), 200)).toMatchObject({
    cities: { confirmed: 1, total: 1 },
    employers: { confirmed: 1, total: 1 },
  });
  expect((await world.home.received(id)).card).toBeNull();
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
  expect((await send({ ...statement, agreement: DOCUMENT, left: "210700" })).status).toBe(404);
  expect((await send({ ...statement, purged: { card: -1 } })).status).toBe(422);
});
