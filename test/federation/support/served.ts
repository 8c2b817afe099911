import { sql } from "kysely";
import { expect } from "vitest";
import {
  acceptDirectory,
  checkpointVerifiers,
  cityInDirectory,
  cosignedAt,
  nodeSigner,
  openCheckpoint,
  selectDirectory,
  signRequest,
  upsertIdentity,
  verifierText,
  witnessVerifiers,
} from "../../../src/federation/index.ts";
import { emit, sequence } from "../../../src/platform/changes/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import { initNode } from "./node.ts";

export const ONE = "http://one.example.cn";
export const TWO = "http://two.example.cn";
export const PEER = "210700";
/** The document of the agreement between the cities. */
export const DOCUMENT = "d".repeat(64);
/** The public log of HOME. It begins with 600 entries. */
export const LOG = `/fed/v1/log/${HOME}/public/1`;

async function open(cities: string[], url: string) {
  const t = await testApp();
  await twoAgreements(t.services.db);
  await sql`update city set hosted = (code = any(${cities}))`.execute(t.services.db);
  return { t, ...(await initNode(t.services, cities, url)) };
}

type Change = { kind?: string; id: string; agreement?: string; audience?: `to/${string}` | "public" };
type By = { city?: string; at?: Date; url?: string; method?: "GET" | "POST"; body?: string };
type Line = { h?: string; p?: string; s?: string; checkpoint?: string };

/** Returns the entries and the checkpoint of an answer with changes. */
export async function pageOf(answer: Response) {
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const lines = (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line): Line => JSON.parse(line));
  const checkpoint = lines.at(-1)?.checkpoint ?? expect.fail();
  return { entries: lines.slice(0, -1), checkpoint };
}

/** Returns status and code of a refusal. */
export async function codeOf(answer: Response) {
  const { code } = (await answer.json()) as { code: string };
  return [answer.status, code];
}

async function introduce(home: TestApp, away: TestApp, roots: Awaited<ReturnType<typeof initNode>>["roots"]) {
  for (const [i, city] of [NEIGHBOUR, PEER].entries())
    await upsertIdentity(home.services.db, {
      city,
      origin: "two.example.cn/fed",
      root: verifierText(roots[i] ?? expect.fail()),
      url: TWO,
    });
  const { note } = (await selectDirectory(away.services.db, PEER)) ?? expect.fail();
  await acceptDirectory(home.services.db, note);
  await sql`update agreement set document = ${DOCUMENT} where slug = 'west'`.execute(home.services.db);
}

/** Opens the node of HOME, whose logs are read, and the node of NEIGHBOUR and PEER, which reads them. */
export async function openServed() {
  const { t: home } = await open([HOME], ONE);
  const { t: away, roots } = await open([NEIGHBOUR, PEER], TWO);
  await introduce(home, away, roots);
  const { db } = home.services;
  const emitOne = ({ kind = "posting", id, agreement, audience = "public" }: Change) =>
    db.transaction().execute((tx) =>
      emit(tx, {
        city: HOME,
        audience,
        kind,
        id,
        rev: 1,
        op: "put",
        payload: { title: id },
        ...(agreement ? { agreement } : {}),
      }),
    );
  for (let n = 1; n <= 600; n += 1) await emitOne({ id: `r${n}` });
  while ((await sequence(db)) > 0);
  const inDirectory = async () => (await cityInDirectory(home.services, HOME)) ?? expect.fail();
  let clauses = 0;
  return {
    home,
    away,
    roots,
    async put(change: Change) {
      await emitOne(change);
      await sequence(db);
    },
    /** Gives PEER records of these kinds. */
    async clause(kinds: string[]) {
      await sql`
        insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, starts_on)
        select id, ${clauses++}, ${HOME}, ${PEER}, ${kinds}, '2024-05-01' from agreement where slug = 'west'`.execute(
        db,
      );
    },
    /** Calls HOME's node, signed by a city of the other node. */
    async asPeer(path: string, { city = PEER, at, url = ONE, method = "GET", body }: By = {}) {
      const signer = (await nodeSigner(away.services, city)) ?? expect.fail();
      const content = body === undefined ? {} : { body };
      const request = { method, url: `${url}${path}`, ...content };
      const headers = await signRequest(request, signer, { now: at ?? new Date() });
      return home.app.request(path, { method, headers, ...content });
    },
    stranger: (path: string) => home.app.request(path),
    /** Returns the checkpoint of a note that HOME signed. */
    async opened(note: string, stream = `${HOME}/public`) {
      const keys = checkpointVerifiers(await inDirectory(), { stream, epoch: 1, at: new Date() });
      return openCheckpoint(note, `one.example.cn/fed/${stream}/1`, keys);
    },
    /** Returns the time in ms at which HOME cosigned a checkpoint, or null. */
    async cosigned(note: string) {
      const keys = witnessVerifiers(await inDirectory(), new Date());
      return (await cosignedAt(note, keys))?.getTime() ?? null;
    },
    async close() {
      await home.close();
      await away.close();
    },
  };
}
