import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  acceptDirectory,
  cityInDirectory,
  type Directory,
  directoryHealth,
  followDirectories,
  initCity,
  keysAt,
  kidOf,
  makeRootKey,
  nodeSigner,
  openDirectory,
  peerKey,
  promoteDueKeys,
  readRootKey,
  refreshDirectory,
  renewDirectory,
  rotateKeys,
  selectDirectory,
  selectKeys,
  signNote,
  upsertIdentity,
  verifierText,
} from "../../src/federation/index.ts";
import { type Services, systemContext } from "../../src/platform/context.ts";
import { visitor } from "../factories/actors.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";
import { initNode, rootOf } from "./support/node.ts";

const OTHER = "210700";
let databases: TestDatabase[];
/** A node of HOME and NEIGHBOUR, and a node of OTHER. */
let [one, two]: Services[] = [];
let first: Awaited<ReturnType<typeof initNode>>;
let second: Awaited<ReturnType<typeof initNode>>;

async function open(cities: string[], url: string): Promise<[Services, typeof first]> {
  const database = await testDatabase();
  databases.push(database);
  const services = await openServices(database);
  await twoAgreements(database.db);
  await sql`update city set hosted = (code = any(${cities}))`.execute(database.db);
  return [services, await initNode(services, cities, url)];
}

const node = (index: 0 | 1): Services => {
  const services = [one, two][index];
  if (!services) throw new Error("not open");
  return services;
};
const command = (index: 0 | 1) => systemContext(node(index), "test");
const noteOf = async (index: 0 | 1, city: string) => {
  const kept = await selectDirectory(node(index).db, city);
  if (!kept) throw new Error("no directory");
  return kept.note;
};
const identity = (city: string, root: string, url: string) => ({
  city,
  origin: `${new URL(url).host}/fed`,
  root,
  url,
});

beforeAll(async () => {
  databases = [];
  [one, first] = await open([HOME, NEIGHBOUR], "http://one.example.cn");
  [two, second] = await open([OTHER], "http://two.example.cn");
  for (const [i, city] of [HOME, NEIGHBOUR].entries()) {
    const root = verifierText(first.roots[i] ?? (await rootOf(city)));
    await upsertIdentity(node(1).db, identity(city, root, "http://one.example.cn"));
  }
});
afterAll(() => Promise.all(databases.map((database) => database.drop())));

describe("the directory of a node", () => {
  test("names its cities with their keys, and every root signs it", async () => {
    const { directory, roots } = first;
    expect(directory.cities.map(({ city }) => city)).toEqual([NEIGHBOUR, HOME].sort());
    const opened = await openDirectory(await noteOf(0, HOME), {
      roots: roots.map(verifierText),
      now: new Date(),
    });
    expect(opened.content).toEqual(directory);
    expect(opened.cities.length).toBe(2);
    const signer = await nodeSigner(node(0), HOME);
    const [key, ...others] = keysAt(opened.cities[1] ?? expect.fail(), "sign", new Date());
    expect(others).toEqual([]);
    expect(key?.kid).toBe(signer?.kid);
    expect(kidOf(signer?.publicKey ?? new Uint8Array())).toBe(key?.kid);
  });

  test("is made by a command on the machine alone, and a repeat makes no new key", async () => {
    const before = await selectKeys(node(0).db, HOME);
    const input = { city: HOME, url: "http://one.example.cn", roots: first.roots, days: 365 };
    await expect(initCity(await visitor(node(0)), input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await initCity(command(0), input);
    expect(await selectKeys(node(0).db, HOME)).toEqual(before);
  });

  test.each([
    ["ROOT_MISSING", async () => ({ city: HOME, roots: first.roots.slice(0, 1) })],
    ["OTHER_ROOT", async () => ({ city: HOME, roots: [await rootOf(HOME, "http://one.example.cn")] })],
    ["NOT_HOSTED", async () => ({ city: OTHER, roots: [...first.roots, await rootOf(OTHER)] })],
  ])("is not made: %s", async (code, given) => {
    const before = await noteOf(0, HOME);
    const input = { url: "http://one.example.cn", days: 365, ...(await given()) };
    const refusal = await initCity(command(0), input).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "INVALID_INPUT", detail: { fields: [{ code }] } });
    expect(await noteOf(0, HOME)).toBe(before);
  });
});

describe("another node's directory", () => {
  test("is kept for the cities whose known root signed it", async () => {
    await acceptDirectory(node(1).db, await noteOf(0, HOME));
    expect((await cityInDirectory(node(1), HOME))?.federation).toBe(`union ${HOME}`);
  });

  test("claims no city whose root did not sign it", async () => {
    const false_ = { ...second.directory, cities: [...second.directory.cities, ...first.directory.cities] };
    const note = await signNote(`${JSON.stringify(false_)}\n`, second.roots);
    const roots = [...first.roots, ...second.roots].map(verifierText);
    const opened = await openDirectory(note, { roots, now: new Date() });
    expect(opened.cities.map(({ city }) => city)).toEqual([OTHER]);
    const before = await noteOf(1, HOME);
    await acceptDirectory(node(1).db, note);
    expect(await noteOf(1, HOME)).toBe(before);
  });

  const signed = async (change: Partial<Directory>) =>
    signNote(`${JSON.stringify({ ...first.directory, ...change })}\n`, first.roots);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  test.each<[string, () => Promise<string>]>([
    ["EXPIRED", () => signed({ issuedAt: days(-10), validUntil: days(-1) })],
    ["EARLY", () => signed({ issuedAt: days(1), validUntil: days(2) })],
    ["FORM", () => signed({ validUntil: days(500) })],
    ["FORM", () => signed({ versions: ["cityfed/2"] })],
    ["FORM", () => signed({ cities: [...first.directory.cities, ...first.directory.cities] })],
    ["OLDER", () => signed({ issuedAt: days(-2) })],
    ["UNKNOWN_KEY", async () => signNote("{}\n", [await rootOf(HOME)])],
    ["SIGNATURE", async () => (await noteOf(0, HOME)).replace('"v":1', '"v":2')],
    [
      "KEY",
      () =>
        signed({
          cities: first.directory.cities.map((city) => ({
            ...city,
            keys: city.keys.map((key) => ({ ...key, kid: "00000000" })),
          })),
        }),
    ],
  ])("is refused: %s", async (fault, make) => {
    const note = await make();
    const before = await noteOf(1, HOME);
    await expect(acceptDirectory(node(1).db, note)).rejects.toMatchObject({ fault });
    expect(await noteOf(1, HOME)).toBe(before);
  });

  test("is asked for again for an unknown key, at most once a minute", async () => {
    let asked = 0;
    const fetchText = async () => {
      asked += 1;
      return noteOf(0, HOME);
    };
    expect(await peerKey(node(1), `${HOME}#00000000`, fetchText)).toBeNull();
    expect(await peerKey(node(1), `${HOME}#00000001`, fetchText)).toBeNull();
    expect(await peerKey(node(1), "999999#00000001", fetchText)).toBeNull();
    expect(asked).toBe(1);
    const later = { ...node(1), clock: { now: () => new Date(Date.now() + 61_000) } };
    expect(await refreshDirectory(later, HOME, fetchText)).toBe(true);
    expect(asked).toBe(2);
    const down = { ...node(1), clock: { now: () => new Date(Date.now() + 150_000) } };
    expect(await refreshDirectory(down, HOME, () => Promise.reject(new Error("down")))).toBe(false);
  });
});

test("callers at the same time share one request for a node's directory", async () => {
  let asked = 0;
  const later = { ...node(1), clock: { now: () => new Date(Date.now() + 600_000) } };
  const fetchText = async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return noteOf(0, HOME);
  };
  const kept = await Promise.all([1, 2, 3, 4].map(() => refreshDirectory(later, HOME, fetchText)));
  expect([kept, asked]).toEqual([[true, true, true, true], 1]);
});

describe("the life of a key", () => {
  const kids = async (at: Date) => {
    const city = await cityInDirectory(node(0), HOME);
    return city ? keysAt(city, "sign", at).map(({ kid }) => kid) : [];
  };
  const inDays = (n: number) => new Date(Date.now() + n * 86_400_000);

  test("the next one takes effect in a week, then the former ends a day later", async () => {
    const former = (await nodeSigner(node(0), HOME))?.kid;
    await rotateKeys(command(0), { city: HOME, roots: first.roots, days: 365, revoke: false });
    expect((await nodeSigner(node(0), HOME))?.kid).toBe(former);
    expect(await kids(inDays(1))).toEqual([former]);
    expect((await kids(inDays(7.5))).length).toBe(2);
    expect(await kids(inDays(9))).not.toContain(former);
    await databases[0]?.travel("8 days");
    const next = await nodeSigner(node(0), HOME);
    expect(next?.kid).not.toBe(former);
    expect(await promoteDueKeys(command(0))).toBe(2);
    expect(await promoteDueKeys(command(0))).toBe(0);
    await renewDirectory(command(0), { roots: first.roots, days: 365 });
    const states = (await selectKeys(node(0).db, HOME)).filter(({ use }) => use === "sign");
    expect(states.map(({ kid, status }) => [kid, status])).toEqual([
      [former, "retired"],
      [next?.kid, "active"],
    ]);
  });

  test("a revoked one is valid at no time, and its successor at once", async () => {
    const revoked = (await nodeSigner(node(0), HOME))?.kid ?? "";
    await rotateKeys(command(0), { city: HOME, roots: first.roots, days: 365, revoke: true });
    const now = await nodeSigner(node(0), HOME);
    expect(now?.kid).not.toBe(revoked);
    for (const at of [8.01, 9, 20]) expect(await kids(inDays(at))).not.toContain(revoked);
  });
});

describe("the regular look at other nodes' directories", () => {
  const later = () => ({ now: () => new Date(Date.now() + 3_600_000) });
  const valid = async (kid: string) => {
    const city = await cityInDirectory(node(1), HOME);
    const at = new Date(Date.now() + 9 * 86_400_000);
    return city ? keysAt(city, "sign", at).some((key) => key.kid === kid) : false;
  };

  test("makes a revoked key count no more, and without the look it still counts", async () => {
    await databases[1]?.travel("8 days");
    await acceptDirectory(node(1).db, await noteOf(0, HOME));
    const kid = (await nodeSigner(node(0), HOME))?.kid ?? "";
    await rotateKeys(command(0), { city: HOME, roots: first.roots, days: 365, revoke: true });
    expect(await valid(kid)).toBe(true);
    const asked: string[] = [];
    const pauseMs = await followDirectories(
      { ...command(1), clock: later() },
      async (url) => {
        asked.push(url);
        return noteOf(0, HOME);
      },
      () => 0.5,
    );
    expect(asked).toEqual(["http://one.example.cn/.well-known/cityfed"]);
    expect(await valid(kid)).toBe(false);
    expect(pauseMs).toBe(210_000);
  });

  test("keeps what it has of a node that is down or answers nonsense", async () => {
    const before = await noteOf(1, HOME);
    const ctx = { ...command(1), clock: { now: () => new Date(Date.now() + 7_200_000) } };
    await followDirectories(ctx, () => Promise.reject(new Error("down")));
    const last = { ...command(1), clock: { now: () => new Date(Date.now() + 9_000_000) } };
    await followDirectories(last, async () => "nonsense");
    expect(await noteOf(1, HOME)).toBe(before);
  });

  test("warns 30 days before the own directory ends, in the log and in readiness", async () => {
    const lines: unknown[] = [];
    const log = { ...node(0).log, warn: (...line: unknown[]) => lines.push(line) } as never;
    const look = () => followDirectories({ ...command(0), log, clock: later() }, async () => "");
    await look();
    expect(lines.filter((line) => JSON.stringify(line).includes("ends soon"))).toEqual([]);
    expect(await directoryHealth.check(node(0))).toMatchObject({ days: expect.any(Number) });
    await renewDirectory(command(0), { roots: first.roots, days: 20 });
    await look();
    expect(lines.filter((line) => JSON.stringify(line).includes("ends soon"))).toHaveLength(1);
    await expect(directoryHealth.check(node(0))).rejects.toMatchObject({ code: "EXPIRES_SOON" });
    await databases[0]?.travel("31 days");
    await expect(directoryHealth.check(node(0))).rejects.toMatchObject({ code: "EXPIRED" });
  });
});

test("a root key is read from its file, and no other text is one", async () => {
  const { text, signer } = await makeRootKey(`fx.example.cn/fed/${HOME}/root`);
  expect(verifierText(await readRootKey(text))).toBe(verifierText(signer));
  for (const wrong of ["", text.replace("PRIVATE", "PUBLIC"), text.replace("fx.", "fy.")])
    await expect(readRootKey(wrong)).rejects.toMatchObject({ fault: "FORM" });
});
