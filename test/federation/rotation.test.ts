import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  acceptDirectory,
  type NoteSigner,
  nodeSigner,
  promoteDueKeys,
  rotateKeys,
  selectDirectory,
  signRequest,
} from "../../src/federation/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import type { TestApp } from "../support/app.ts";
import { openWorld, type World } from "./apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const nodes = () => [world.home.t, world.away];
/** Moves the clocks of both nodes: that of the database, and that of the program. */
async function pass(time: string): Promise<void> {
  for (const { services } of nodes()) {
    const { rows } = await sql<{ ms: number }>`
      update app.clock set skew = skew + ${time}::interval
      returning (extract(epoch from skew) * 1000)::float8 as ms`.execute(services.db);
    const skewMs = rows[0]?.ms ?? 0;
    Object.assign(services, { clock: { now: () => new Date(Date.now() + skewMs) } });
  }
}
const rotate = (
  t: TestApp,
  { city, root, revoke = false }: { city: string; root: NoteSigner; revoke?: boolean },
) => rotateKeys(systemContext(t.services, "test"), { city, roots: [root], days: 365, revoke });
/** Lets a node read the directory of the other one's city, as it does every five minutes. */
async function read(by: TestApp, of: TestApp, city: string): Promise<void> {
  await acceptDirectory(by.services.db, (await selectDirectory(of.services.db, city))?.note ?? "");
}
const home = () => ({ city: HOME, root: world.roots[0] });
const away = () => ({ city: NEIGHBOUR, root: world.roots[1] });
/** Key ids to which the sealed texts in NEIGHBOUR's log for HOME are sealed, in order. */
async function sealedTo(): Promise<string[]> {
  const { rows } = await sql<{ payload: string }>`
    select payload from log_entry where stream = ${`${NEIGHBOUR}/to/${HOME}`} and payload is not null order by seq`.execute(
    world.away.services.db,
  );
  return rows.map(({ payload }) => {
    const [head = ""] = JSON.parse(payload).split(".");
    return JSON.parse(Buffer.from(head, "base64url").toString()).kid;
  });
}
const deliveryOf = async (client: Parameters<World["mine"]>[0], id: string) =>
  (await world.mine(client, id)).delivery?.state;

test("a card that is sealed to a key arrives after the rotation, with the command that needs it", async () => {
  await rotate(world.home.t, home());
  await read(world.away, world.home.t, HOME);
  await pass("6 days 23 hours");
  const postingId = await world.home.publish();
  await world.sync();
  const { client } = await world.person();
  world.link.cut = true;
  const answer = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: {} });
  const { id } = (await answer.json()) as { id: string };
  await world.sync();
  await pass("1 hour 1 minute");
  expect(await promoteDueKeys(systemContext(world.home.t.services, "test"))).toBe(2);
  world.link.cut = false;
  await world.retry();
  await world.settle();
  expect((await world.home.received(id)).card).toMatchObject({ callName: "王师傅" });
  // The home seals later changes to the new key.
  await client.call("PUT", "/api/v1/me/profile", {
    body: { callName: "王师傅", skills: ["welder"], places: [NEIGHBOUR], years: 14 },
  });
  await world.sync();
  const [before, after] = (await sealedTo()).slice(-2);
  expect(after).not.toBe(before);
  expect((await world.home.received(id)).card).toMatchObject({ years: 14 });
});

test("commands go on while their city's keys are rotated: signed before, and signed after", async () => {
  await rotate(world.away, away());
  await read(world.home.t, world.away, NEIGHBOUR);
  await pass("6 days 23 hours");
  const old = (await nodeSigner(world.away.services, NEIGHBOUR)) ?? expect.fail();
  const { id } = await world.applied();
  await pass("1 hour 1 minute");
  await promoteDueKeys(systemContext(world.away.services, "test"));
  const fresh = (await nodeSigner(world.away.services, NEIGHBOUR)) ?? expect.fail();
  expect(fresh.kid).not.toBe(old.kid);
  const { rows } = await sql<{ url: string }>`select url from city_identity where city = ${HOME}`.execute(
    world.away.services.db,
  );
  const path = "/fed/v1/commands/019aa000-0000-7000-8000-000000000000";
  const url = `${rows[0]?.url}${path}`;
  const asked = async () => {
    const statuses: number[] = [];
    for (const signer of [old, fresh]) {
      const headers = await signRequest({ method: "GET", url }, signer, {
        now: world.away.services.clock.now(),
      });
      statuses.push((await world.home.t.app.request(path, { headers })).status);
    }
    return statuses;
  };
  // Both keys count for a day: the command is unknown, and not the signature.
  expect(await asked()).toEqual([404, 404]);
  await world.retry();
  await world.settle();
  expect((await world.home.received(id)).card).toMatchObject({ callName: "王师傅" });
  await pass("1 day");
  expect(await asked()).toEqual([401, 404]);
});

test("a revoked signing key: the command waits, and is sent again under the new one", async () => {
  const { client, id } = await world.applied();
  await rotate(world.away, { ...away(), revoke: true });
  // HOME has not read the new directory, and may not call: nothing is refused for good.
  world.link.cut = true;
  await world.send();
  expect(await deliveryOf(client, id)).toBe("waiting");
  world.link.cut = false;
  await read(world.home.t, world.away, NEIGHBOUR);
  await world.retry();
  await world.settle();
  expect(await deliveryOf(client, id)).toBe("done");
  expect((await world.home.received(id)).card).not.toBeNull();
});

test("a revoked opening key: the command waits for the card, which comes sealed to the new one", async () => {
  const { client, id } = await world.applied();
  await rotate(world.home.t, { ...home(), revoke: true });
  await read(world.away, world.home.t, HOME);
  await world.settle();
  expect(await deliveryOf(client, id)).toBe("waiting");
  const { rows } = await sql<{ why: string }>`
    select error as why from quarantine where stream = ${`${NEIGHBOUR}/to/${HOME}`}`.execute(
    world.home.t.services.db,
  );
  expect(rows).toEqual([{ why: "sealed" }]);
  await client.call("PUT", "/api/v1/me/profile", {
    body: { callName: "王师傅", skills: ["welder"], places: [NEIGHBOUR], years: 15 },
  });
  await world.sync();
  await world.retry();
  await world.settle();
  expect(await deliveryOf(client, id)).toBe("done");
  expect((await world.home.received(id)).card).toMatchObject({ years: 15 });
});
