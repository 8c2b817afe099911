import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeBackup } from "../../../db/backup/index.ts";
import { seal } from "../../../src/peers/index.ts";
import { createLog } from "../../../src/platform/start/log.ts";
import { openSharedCounts } from "../../../src/platform/start/shared-counts.ts";
import { loadSearchDocuments } from "../../../src/postings/index.ts";
import { openDoorbells } from "../../../workers/index.ts";
import { INVITE } from "../../applications/world.ts";
import { KEY, newFolder } from "../../backups/support.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import type { Client, TestApp } from "../../support/app.ts";
import { redisInstalled, startRedis, type TestRedis } from "../../support/redis.ts";
import { openPool, type PoolWorld, type Shown } from "../pool/world.ts";
import { backup, files, holders, named, type Piece, redisValues, tables } from "../support/scan.ts";
import { told } from "../support/told.ts";

const TEXTS: Record<string, string> = {
  name: "金丝雀甲工",
  certificate: "金丝雀乙证书",
  message: "金丝雀丙留言请看",
};

let world: PoolWorld;
let shown: Shown;
let redis: TestRedis | null = null;
let bells: Awaited<ReturnType<typeof openDoorbells>>[] = [];
let said = "";
let queued = 0;
let applicationId = "";
let folder = "";
const found: Record<"before" | "after", { tables: string[]; elsewhere: string[] }> = {
  before: { tables: [], elsewhere: [] },
  after: { tables: [], elsewhere: [] },
};

const nodes = () => [
  { name: "home", t: world.home.t },
  { name: "away", t: world.away },
];
const looking = () => ({
  texts: TEXTS,
  keys: nodes().map(({ t }) => ({ db: t.services.db, vault: t.services.vault })),
});

/** Each column of each table of both nodes: `home public.received_card.call_name: name`. */
async function inTables(): Promise<string[]> {
  const all: string[] = [];
  for (const { name, t } of nodes())
    all.push(...(await holders(tables(t.services.db, `${name} `), looking())));
  return all;
}

/** Returns the texts that the employer's side can read: pages, answers and files. */
async function answers(): Promise<Piece[]> {
  const { home } = world;
  const enterprise = `/enterprises/${home.enterpriseId}`;
  const asked: [Client, string][] = [
    [home.member, `/api/v1${enterprise}/applications`],
    [home.member, `/api/v1${enterprise}/applications/${applicationId}`],
    [home.member, `/api/v1${enterprise}/talent-invitations`],
    [home.member, `/enterprise/${home.enterpriseId}/applications`],
    [home.member, `/enterprise/applications/${applicationId}`],
    [home.member, "/me"],
    [home.officer, "/api/v1/talent"],
    [home.officer, "/union/talent"],
    [home.officer, "/union"],
    [home.officer, "/union/federation"],
  ];
  const pieces: Piece[] = [];
  for (const [who, path] of asked)
    pieces.push({ place: `answer ${path}`, value: await (await who.call("GET", path)).text() });
  for (const path of ["/", "/postings", "/api/v1/postings", "/api/v1/enterprises"])
    pieces.push({ place: `answer ${path}`, value: await (await home.t.call("GET", path)).text() });
  return pieces;
}

async function documents({ services: { db } }: TestApp): Promise<string[]> {
  const ids = await db.selectFrom("posting").select("id").execute();
  const all = await db.transaction().execute((tx) =>
    loadSearchDocuments(
      tx,
      ids.map(({ id }) => id),
    ),
  );
  expect(all.length).toBeGreaterThan(0);
  return all.map((document) => JSON.stringify(document));
}

/** A backup of a node that is made now. */
async function* inBackup({ name, t }: { name: string; t: TestApp }): AsyncGenerator<Piece> {
  const { path } = await writeBackup({ databaseUrl: t.database.url, folder, key: KEY });
  yield* backup({ path, key: KEY, name: `backup of ${name}` });
}

/** Everything outside the tables of the nodes. */
async function elsewhere(): Promise<string[]> {
  const look = async (pieces: AsyncIterable<Piece> | Iterable<Piece>) => holders(pieces, looking());
  const all = [await look(told(world)), await look(await answers())];
  for (const node of nodes()) {
    all.push(await look(named(`index of ${node.name}`, await documents(node.t))));
    all.push(await look(inBackup(node)));
  }
  if (redis) all.push(await look(redisValues(redis.url)));
  all.push(await look(files(folder)), await look(named("log", [said])));
  all.push(await look(named("between the nodes", world.link.seen)));
  return all.flat();
}

beforeAll(async () => {
  [world, redis] = await Promise.all([openPool(), redisInstalled ? startRedis() : null]);
  folder = newFolder();
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += chunk.toString();
    return true;
  });
  try {
    for (const { t } of nodes()) {
      t.services.log = createLog("debug");
      Object.assign(t.services.config, { redisUrl: redis?.url ?? null, dataDir: folder });
      Object.assign(t.services, { sharedCounts: openSharedCounts(t.services) });
      const bell = await openDoorbells(t.services, t.database.url);
      bells.push(bell);
      Object.assign(t.services, { ring: bell.ring });
    }
    await show();
    found.before = { tables: await inTables(), elsewhere: await elsewhere() };
    world.link.seen.length = 0;
    said = "";
    await takeBack();
    if (redis) for await (const _ of redisValues(redis.url)) queued += 1;
    found.after = { tables: await inTables(), elsewhere: await elsewhere() };
  } finally {
    write.mockRestore();
  }
});
afterAll(async () => {
  for (const bell of bells) await bell.close();
  bells = [];
  await redis?.stop();
  await world.close();
});

/** A person shows a card, applies with a message, is looked at, called, invited and answered. */
async function show(): Promise<void> {
  shown = await world.shown({
    profile: { callName: TEXTS.name ?? "", certificates: [TEXTS.certificate ?? ""] },
  });
  TEXTS.phone = shown.phone;
  const { home } = world;
  const postingId = await home.publish();
  await world.sync();
  const [card = ""] = await world.found(home.member);
  const applied = await shown.client.call("POST", `/api/v1/postings/${postingId}/applications`, {
    body: { message: TEXTS.message },
  });
  ({ id: applicationId } = (await applied.json()) as { id: string });
  await world.settle();
  expect((await home.received(applicationId)).card).toMatchObject({ callName: TEXTS.name });
  await home.member.call("GET", `/api/v1/talent/${card}`);
  await home.member.call("POST", `/api/v1/talent/${card}/invitations`, {
    body: { enterpriseId: home.enterpriseId, postingId },
  });
  await home.answer(applicationId, INVITE);
  await world.settle();
  await world.receipts();
}

/** She withdraws and takes the card back; the other node reads it and sends receipts. */
async function takeBack(): Promise<void> {
  await shown.client.call("POST", `/api/v1/applications/${applicationId}/withdrawal`);
  await shown.client.call("DELETE", `/api/v1/me/talent/${shown.card.id}`);
  await world.settle();
  await world.upkeep();
  await world.sync();
  await world.receipts();
}

const HERS = ["account.phone_sealed: phone", "application.message: message", "profile.call_name: name"];
const TO = `of ${NEIGHBOUR}/to-${HOME}`;

test("while she is shown, the scan finds her in tables, logs, states, answers and backups", () => {
  expect(found.before.tables).toEqual(
    expect.arrayContaining([
      ...["name", "phone", "certificate", "message"].map((text) => `home public.log_entry.payload: ${text}`),
      "home public.received_card.call_name: name",
      "home public.received_card.certificates: certificate",
      "home public.received_card.message: message",
      "home public.received_card.phone_sealed: phone",
      "home public.talent_card.certificates: certificate",
      "away public.given_card.message: message",
      "away public.log_entry.payload: name",
      "away public.talent_card.certificate_text: certificate",
      ...HERS.map((one) => `away public.${one}`),
    ]),
  );
  const application = `answer /api/v1/enterprises/${world.home.enterpriseId}/applications/${applicationId}`;
  expect(found.before.elsewhere).toEqual(
    expect.arrayContaining([
      ...[`changes ${TO}`, `state ${TO}`, application, "between the nodes"].map((one) => `${one}: name`),
      ...["message", "phone"].map((text) => `backup of home public.received_card: ${text}`),
    ]),
  );
});

test("afterwards only her own account, profile and application hold her, on her own node", () => {
  const own = [...HERS, "profile.certificates: certificate"];
  expect(found.after.tables).toEqual(own.map((one) => `away public.${one}`));
  const tables = own.map((one) => `backup of away public.${one.replace(/\.\w+:/, ":")}`);
  expect(found.after.elsewhere).toEqual(tables.sort());
});

test("the scan finds a text in every form in which it looks", async () => {
  const { vault } = world.home.t.services;
  const text = "金丝雀丁";
  const bytes = Buffer.from(text);
  const forms: Record<string, string | Uint8Array> = {
    plain: `a ${text} b`,
    hex: `\\x${bytes.toString("hex")}`,
    base64: `"${bytes.toString("base64")}"`,
    base64url: bytes.toString("base64url"),
    url: `/me?name=${encodeURIComponent(text)}`,
    escaped: [...text].map((one) => `\\u${one.charCodeAt(0).toString(16)}`).join(""),
    sealed: `\\x${(await vault.seal(text)).toString("hex")}`,
    jwe: JSON.stringify(await seal(world.away.services.db, HOME, { text })),
    bytes: Buffer.from(JSON.stringify({ p: await seal(world.away.services.db, HOME, { text }) })),
  };
  const pieces = Object.entries(forms).map(([place, value]) => ({ place, value }));
  const all = await holders(pieces, { texts: { text }, keys: looking().keys });
  expect(all).toEqual(
    Object.keys(forms)
      .map((one) => `${one}: text`)
      .sort(),
  );
  if (!redis) return;
  const client = new Redis(redis.url);
  await client
    .multi()
    .set("s", text)
    .hset("h", "f", text)
    .lpush("l", text)
    .sadd("m", text)
    .zadd("z", 1, text)
    .exec();
  await client.xadd("x", "*", "f", text);
  client.disconnect();
  const places = await holders(redisValues(redis.url), { texts: { text }, keys: [] });
  expect(places).toEqual(["h", "l", "m", "s", "x", "z"].map((key) => `redis ${key}: text`));
});

test("the places where nothing may stand were not empty", () => {
  expect(said).toContain("/api/v1/");
  if (redis) expect(queued).toBeGreaterThan(0);
});
