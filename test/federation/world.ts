import { sql } from "kysely";
import { SHARED_KINDS } from "../../src/federation/index.ts";
import { type Copy, type SharedKind, sequence } from "../../src/platform/changes/index.ts";
import { drainAll } from "../../workers/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { signAgreement } from "../factories/agreements.ts";
import { FIRST, HOME, twoAgreements } from "../factories/cities.ts";
import { changesOfLog } from "../platform/changes/feed.ts";
import { type TestApp, testApp } from "../support/app.ts";

const STREAM = `${HOME}/public`;
const KINDS = new Map(SHARED_KINDS.map((one) => [one.kind, one]));

/** Returns a shared kind by its name. */
export function kindOf(name: string): SharedKind {
  const kind = KINDS.get(name);
  if (!kind) throw new Error(name);
  return kind;
}

export type TwoNodes = {
  home: Hall;
  away: TestApp;
  /**
   * Applies what the home's public log tells since the last call, and copies its entries. Returns the unread.
   */
  pull(): Promise<{ id: string; rev: number; why: string }[]>;
  /** The newest version that the log tells of a record. */
  newest(kind: string, id: string): Promise<Copy>;
  put(kind: string, ...copies: Copy[]): ReturnType<SharedKind["put"]>;
  /** Purges copies of HOME's records. */
  purge(kind: string, ...ids: string[]): Promise<string[]>;
  /** Purges copies of another city's records. */
  purgeOf(home: string, kind: string, ...ids: string[]): Promise<string[]>;
  close(): Promise<void>;
};

/**
 * Opens the node of HOME, and another node that holds copies of its records. Agreements have the same
 * documents.
 */
export async function twoNodes(): Promise<TwoNodes> {
  const home = await openHall();
  const away = await testApp();
  const [theirs, ours] = [home.t.services.db, away.services.db];
  await twoAgreements(ours);
  await sql`update city set hosted = (code <> ${HOME})`.execute(ours);
  for (const { services } of [home.t, away]) await signAgreement(services, FIRST.slug, FIRST.cities);
  let passed = 0;
  const newest = async (kind: string, id: string) => {
    const all = await changesOfLog(theirs, STREAM);
    const last = all.filter((one) => one.kind === kind && one.id === id && one.op === "put").at(-1);
    if (!last) throw new Error("the log does not tell of it");
    return last;
  };
  async function pull() {
    await sequence(theirs);
    const changes = (await changesOfLog(theirs, STREAM)).slice(passed);
    passed += changes.length;
    const unread = await ours.transaction().execute(async (tx) => {
      const all = [];
      for (const { kind, op, ...change } of changes)
        if (op === "close") await kindOf(kind).close(tx, [change]);
        else all.push(...(await kindOf(kind).put(tx, [change])));
      const { rows } = await sql<{ entries: unknown[] }>`
        select json_agg(e) as entries from log_entry e where stream = ${STREAM}`.execute(theirs);
      await sql`
        insert into log_entry select * from json_populate_recordset(null::log_entry, ${JSON.stringify(rows[0]?.entries)})
        on conflict do nothing`.execute(tx);
      await sql`
        insert into log_head (stream, size, frontier) values (${STREAM}, ${passed}, '')
        on conflict (stream) do update set size = excluded.size`.execute(tx);
      return all;
    });
    await drainAll(away.services);
    return unread;
  }
  const inTx = <T>(work: (tx: Parameters<SharedKind["put"]>[0]) => Promise<T>) =>
    ours.transaction().execute(work);
  return {
    home,
    away,
    pull,
    newest,
    put: (kind, ...copies) => inTx((tx) => kindOf(kind).put(tx, copies)),
    purge: (kind, ...ids) => inTx((tx) => kindOf(kind).purge(tx, HOME, ids)),
    purgeOf: (city, kind, ...ids) => inTx((tx) => kindOf(kind).purge(tx, city, ids)),
    async close() {
      await home.t.close();
      await away.close();
    },
  };
}
