import { decodeProtectedHeader } from "jose";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keysAt } from "../../src/federation/directory/rules.ts";
import {
  acceptDirectory,
  type NoteSigner,
  nodeSigner,
  promoteDueKeys,
  rotateKeys,
  sealAgain,
  selectDirectory,
  signRequest,
} from "../../src/federation/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { bodyOf, type TestApp } from "../support/app.ts";
import { openPool, type PoolWorld } from "./pool/world.ts";

let world: PoolWorld;
beforeAll(async () => {
  world = await openPool();
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
const deliveryOf = async (client: Parameters<PoolWorld["mine"]>[0], id: string) =>
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
  // The key before the revoked one had ended, and stays so.
  const said = (await selectDirectory(world.away.services.db, NEIGHBOUR))?.content.cities[0];
  expect(said && keysAt(said, "sign", world.away.services.clock.now())).toHaveLength(1);
});

/** The versions of a record in NEIGHBOUR's log for HOME, and waiting to be numbered there. */
async function versionsOf(id: string): Promise<number[]> {
  const stream = `${NEIGHBOUR}/to/${HOME}`;
  const { rows } = await sql<{ rev: number }>`
    select rev from log_entry where stream = ${stream} and record_id = ${id}
    union all select rev from outbox where stream = ${stream} and record_id = ${id}`.execute(
    world.away.services.db,
  );
  return rows.map(({ rev }) => rev);
}
const cardOf = async (id: string) => {
  const { rows } = await sql<{ id: string }>`
    select consent_id as id from application where id = ${id}::uuid`.execute(world.away.services.db);
  return rows[0]?.id ?? expect.fail();
};
const again = (t: TestApp) => sealAgain(systemContext(t.services, "test"));

test("a revoked opening key: the card under way is sealed again by itself, and the command arrives", async () => {
  const { client, id } = await world.applied();
  await sequence(world.away.services.db);
  await again(world.away);
  await rotate(world.home.t, { ...home(), revoke: true });
  // Nothing is known of the revocation yet, so nothing is due.
  expect(await again(world.away)).toBe(0);
  await read(world.away, world.home.t, HOME);
  await world.settle();
  expect(await deliveryOf(client, id)).toBe("waiting");
  const { rows } = await sql<{ why: string }>`
    select error as why from quarantine where stream = ${`${NEIGHBOUR}/to/${HOME}`}`.execute(
    world.home.t.services.db,
  );
  expect(rows).toEqual([{ why: "sealed" }]);
  expect(await again(world.away)).toBeGreaterThan(0);
  await world.sync();
  await world.retry();
  await world.settle();
  expect(await deliveryOf(client, id)).toBe("done");
  expect((await world.home.received(id)).card).toMatchObject({ callName: "王师傅" });
  expect(await versionsOf(await cardOf(id))).toEqual([1, 1]);
});

test("all that stands is sealed again once, by however many processes; without the kept place twice", async () => {
  const applied = [await world.applied(), await world.applied()];
  const gone = await world.applied();
  await world.settle();
  await bodyOf(await gone.client.call("POST", `/api/v1/applications/${gone.id}/withdrawal`), 204);
  await world.settle();
  const cards = await Promise.all(applied.map(({ id }) => cardOf(id)));
  const taken = await cardOf(gone.id);
  const before = (await versionsOf(taken)).length;
  await again(world.away);
  await rotate(world.home.t, { ...home(), revoke: true });
  await read(world.away, world.home.t, HOME);
  const counts = await Promise.all([again(world.away), again(world.away), again(world.away)]);
  expect(counts.filter((count) => count > 0)).toHaveLength(1);
  expect(await again(world.away)).toBe(0);
  for (const card of cards) expect(await versionsOf(card)).toEqual([1, 1]);
  expect(await versionsOf(taken)).toHaveLength(before);
  // The twin: a place that did not commit with the entries lets them be told twice.
  await sql`update sealed_check set seq = 0`.execute(world.away.services.db);
  expect(await again(world.away)).toBe(counts.find((count) => count > 0));
  for (const card of cards) expect(await versionsOf(card)).toEqual([1, 1, 1]);
  await world.sync();
  for (const { id } of applied)
    expect((await world.home.received(id)).card).toMatchObject({ callName: "王师傅" });
  // Once they are numbered, even a lost place finds nothing that is sealed to the former key.
  await sql`delete from sealed_check`.execute(world.away.services.db);
  expect(await again(world.away)).toBe(0);
});

test("a key that ended by its date: what stands is sealed to the next one, which the city names by then", async () => {
  const { id } = await world.applied();
  await world.settle();
  await again(world.away);
  await rotate(world.home.t, home());
  await read(world.away, world.home.t, HOME);
  await pass("7 days 1 hour");
  await promoteDueKeys(systemContext(world.home.t.services, "test"));
  expect(await again(world.away)).toBe(0);
  await pass("1 day");
  expect(await again(world.away)).toBeGreaterThan(0);
  expect(await versionsOf(await cardOf(id))).toEqual([1, 1]);
});

/** Key ids of the newest version of each record in HOME's log for NEIGHBOUR, and their kinds. */
async function newestFrom(t: TestApp, stream: string): Promise<{ kind: string; kid: string }[]> {
  const { rows } = await sql<{ kind: string; payload: string }>`
    select distinct on (kind, record_id) kind, payload from log_entry where stream = ${stream} and op = 'put'
    order by kind, record_id, seq desc`.execute(t.services.db);
  return rows
    .filter(({ payload }) => payload !== null)
    .map(({ kind, payload }) => ({ kind, kid: decodeProtectedHeader(JSON.parse(payload)).kid ?? "" }));
}

test("answers, looks, invitations and cards of the pool are sealed again too", async () => {
  const { client, id } = await world.applied();
  const { card } = await world.shown({ profile: { skills: ["cook"] } });
  await world.settle();
  await world.home.answer(id);
  const [found = ""] = await world.found(world.home.officer, "&skill=cook");
  await bodyOf(await world.home.officer.call("GET", `/api/v1/talent/${found}`), 200);
  const postingId = await world.home.publish();
  const body = { enterpriseId: world.home.enterpriseId, postingId };
  await bodyOf(await world.home.member.call("POST", `/api/v1/talent/${found}/invitations`, { body }), 201);
  // NEIGHBOUR revokes before it has read any of this.
  await rotate(world.away, { ...away(), revoke: true });
  await rotate(world.home.t, { ...home(), revoke: true });
  await read(world.home.t, world.away, NEIGHBOUR);
  await read(world.away, world.home.t, HOME);
  await world.sync();
  expect((await world.mine(client, id)).status).toBe("sent");
  expect(await again(world.home.t)).toBeGreaterThanOrEqual(3);
  expect(await again(world.away)).toBeGreaterThanOrEqual(2);
  await world.sync();
  expect((await world.mine(client, id)).status).toBe("invited");
  const kids = async (t: TestApp, stream: string) => {
    const all = await newestFrom(t, stream);
    return { kinds: new Set(all.map(({ kind }) => kind)), kids: new Set(all.map(({ kid }) => kid)) };
  };
  const told = await kids(world.home.t, `${HOME}/to/${NEIGHBOUR}`);
  expect([...told.kinds].sort()).toEqual(["application", "invitation", "look"]);
  expect(told.kids.size).toBe(1);
  const given = await kids(world.away, `${NEIGHBOUR}/to/${HOME}`);
  expect([...given.kinds].sort()).toEqual(["candidate", "card"]);
  expect(given.kids.size).toBe(1);
  expect(card.id).not.toBe("");
});
