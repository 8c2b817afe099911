import { sql } from "kysely";
import { nodeSigner, signRequest } from "../../../src/federation/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import type { TestApp } from "../../support/app.ts";
import type { World } from "../apply/world.ts";
import type { Piece } from "./scan.ts";

/** Asks a node as the node of another city does. */
async function asked(of: { t: TestApp; by: TestApp; reader: string; url: string }): Promise<Uint8Array> {
  const signer = await nodeSigner(of.by.services, of.reader);
  if (!signer) throw new Error("no key");
  const { host, pathname, search } = new URL(of.url);
  const headers = await signRequest({ method: "GET", url: of.url }, signer, { now: new Date() });
  const answer = await of.t.app.request(`${pathname}${search}`, { headers: { ...headers, host } });
  return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : new Uint8Array();
}

/** Returns the id of a state and the number of its parts. */
function stateIn(manifest: Uint8Array): { id: string; parts: number } {
  const line = Buffer.from(manifest).toString().split("\n")[3];
  const { state, parts } = line ? JSON.parse(line) : { state: "", parts: [] };
  return { id: state, parts: parts.length };
}

type Asked = { t: TestApp; by: TestApp; city: string; reader: string; url: string };

/** Yields manifest and parts of the state that a node gives now: one of the last hour, or a new one. */
async function* stateOf(of: Asked, log: string): AsyncGenerator<Piece> {
  const manifest = await asked({ ...of, url: `${log}/state` });
  yield { place: "manifest", value: manifest };
  const { id, parts } = stateIn(manifest);
  for (let n = 0; n < parts; n += 1)
    yield { place: "state", value: await asked({ ...of, url: `${log}/state/${id}/${n}` }) };
}

/** Yields tiles, pages and states of one log as another node reads it. */
async function* logOf(of: Asked, audience: string): AsyncGenerator<Piece> {
  const { db } = of.t.services;
  const log = `${of.url}/fed/v1/log/${of.city}/${audience}/1`;
  const { rows } = await sql<{ size: number }>`
    select size::int from log_head where stream = ${`${of.city}/${audience.replace("-", "/")}`}`.execute(db);
  const width = (rows[0]?.size ?? 0) % 256;
  for (const path of [
    `tile/entries/000.p/${width}`,
    `tile/0/000.p/${width}`,
    "changes?after=0",
    "checkpoint",
  ])
    yield { place: path.split(/[./?]/)[0] ?? "", value: await asked({ ...of, url: `${log}/${path}` }) };
  yield* stateOf(of, log);
  await sql`delete from log_state`.execute(db);
  yield* stateOf(of, log);
}

/** Yields all that each node tells the other of its logs: tiles, pages of changes, and states. */
export async function* told(world: World): AsyncGenerator<Piece> {
  for (const of of [
    { t: world.home.t, city: HOME, by: world.away, reader: NEIGHBOUR },
    { t: world.away, city: NEIGHBOUR, by: world.home.t, reader: HOME },
  ]) {
    const { rows } = await sql<{ url: string }>`
      select url from city_identity where city = ${of.city}`.execute(of.t.services.db);
    for (const audience of ["public", `to-${of.reader}`])
      for await (const { place, value } of logOf({ ...of, url: rows[0]?.url ?? "" }, audience))
        yield { place: `${place} of ${of.city}/${audience}`, value };
  }
}
