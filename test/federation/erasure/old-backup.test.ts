import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBackup } from "../../../db/backup/index.ts";
import { privateKinds, settleRestored } from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { KEY, newFolder } from "../../backups/support.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { openPool, type PoolWorld } from "../pool/world.ts";
import { asWrittenBy, restoreOver } from "../support/restore-over.ts";
import { holders, named, tables } from "../support/scan.ts";

let world: PoolWorld;
beforeAll(async () => {
  world = await openPool();
});
afterAll(() => world.close());

const at = ({ services }: TestApp): RequestContext => ({
  ...systemContext(services, "test"),
  outbound: world.fetch,
});
const backupOf = async ({ database }: TestApp) =>
  (await writeBackup({ databaseUrl: database.url, folder: newFolder(), key: KEY })).path;

let people = 0;
/** A person who sent a card to an enterprise of HOME and shows one in its pool, with texts of her own. */
async function given() {
  const nth = `甲乙丙丁戊`[people++];
  const texts = { name: `苍鹭${nth}工`, certificate: `苍鹭${nth}证`, message: `苍鹭${nth}留言请看` };
  const { client, card } = await world.shown({
    profile: { callName: texts.name, certificates: [texts.certificate] },
  });
  const postingId = await world.home.publish();
  await world.sync();
  const asked = await client.call("POST", `/api/v1/postings/${postingId}/applications`, {
    body: { message: texts.message },
  });
  const { id } = await bodyOf<{ id: string }>(asked, 201);
  await world.settle();
  expect((await world.home.received(id)).card).toMatchObject({ callName: texts.name });
  return { client, card, id, texts };
}
type Given = Awaited<ReturnType<typeof given>>;

async function takeBack({ client, card, id }: Given): Promise<void> {
  expect((await client.call("POST", `/api/v1/applications/${id}/withdrawal`)).status).toBe(204);
  expect((await client.call("DELETE", `/api/v1/me/talent/${card.id}`)).status).toBe(204);
  await world.sync();
  await world.receipts();
}

/** Each column of each table of HOME's node that holds a text, also sealed; index and queue too. */
const heldThere = ({ texts }: Given) =>
  holders(tables(world.home.t.services.db), {
    texts,
    keys: [world.home.t, world.away].map(({ services: { db, vault } }) => ({ db, vault })),
  });

/** Loses HOME's database and restores it. Sessions are in no backup, so its people sign in again. */
async function restoreHome(path: string): Promise<void> {
  const { t, member, officer } = world.home;
  await restoreOver(t, path);
  for (const who of [member, officer]) Object.assign(who, await t.signInAs(who.phone));
}

/** Texts that people of HOME read of a person. */
async function readThere({ id, texts }: Given): Promise<string[]> {
  const { member, officer, enterpriseId } = world.home;
  const enterprise = `/api/v1/enterprises/${enterpriseId}`;
  const readers = [
    [member, `${enterprise}/applications`],
    [member, `${enterprise}/applications/${id}`],
    [officer, "/api/v1/talent"],
    [officer, "/union/talent"],
  ] as const;
  const pieces = [];
  for (const [who, path] of readers) {
    const answer = await who.call("GET", path);
    expect([path, answer.status]).toEqual([path, 200]);
    pieces.push(...named(path, [await answer.text()]));
  }
  return holders(pieces, { texts, keys: [] });
}

test.each([
  ["of this release", (path: string) => Promise.resolve(path)],
  ["of an older schema", (path: string) => asWrittenBy("_known_plans", path)],
])(
  "a receiver that restores a backup %s from before the erasure holds nobody who took her data back",
  async (_, made) => {
    const one = await given();
    const path = await made(await backupOf(world.home.t));
    await takeBack(one);
    expect(await heldThere(one)).toEqual([]);

    await restoreHome(path);
    expect((await heldThere(one)).join()).toMatch(/received_card.*name.*talent_card/s);
    expect(await readThere(one)).toEqual([]);
    const ctx = at(world.home.t);
    expect(await settleRestored(ctx, privateKinds(ctx))).toBe(0);
    await world.sync();
    await world.receipts();
    expect(await heldThere(one)).toEqual([]);
    expect(await readThere(one)).toEqual([]);
  },
);

test("a home that restores a backup from before the erasure tells nobody of it again", async () => {
  const one = await given();
  const path = await backupOf(world.away);
  await takeBack(one);
  await restoreOver(world.away, path);
  const payloads = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from log_entry e where stream = ${`${NEIGHBOUR}/to/${HOME}`} and payload is not null
        and (kind = 'candidate' or record_id = (select consent_id::text from application where id = ${one.id}::uuid))`.execute(
      world.away.services.db,
    );
    return rows[0]?.n;
  };
  expect(await payloads()).toBeGreaterThan(1);
  const ctx = at(world.away);
  expect(await settleRestored(ctx, privateKinds(ctx))).toBe(0);
  expect(await payloads()).toBe(0);
  for (let times = 0; times < 3; times++) await world.sync();
  await world.receipts();
  expect(await heldThere(one)).toEqual([]);
  const again = await world.away.signInAs(one.client.phone);
  expect(await bodyOf(await again.call("GET", "/api/v1/me/erasures"), 200)).toMatchObject({
    cities: { confirmed: 1, total: 1 },
  });
});
