import { sql } from "kysely";
import {
  acceptDirectory,
  SHARED_KINDS,
  upsertIdentity,
  verifierText,
} from "../../../src/federation/index.ts";
import type { PeerLog } from "../../../src/federation/pull/ask.ts";
import { exchange, type Outcome } from "../../../src/federation/pull/index.ts";
import { sequence } from "../../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { drainAll } from "../../../workers/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { bodyOf, type TestApp, testApp } from "../../support/app.ts";
import { type HomeServer, serveHome } from "./home-server.ts";
import { initNode } from "./node.ts";

export const STREAM = `${HOME}/public`;

/** Two nodes with a database each: `home` hosts HOME and serves its log; `away` hosts the other cities. */
export type TwoNodes = {
  home: Hall;
  away: TestApp;
  server: HomeServer;
  ctx: RequestContext;
  log: PeerLog;
  outbound: ReturnType<typeof openGuardedFetch>;
  /** Numbers what waits at home. */
  number(): Promise<number>;
  /** One exchange without waiting, and then the work that follows from it. */
  pull(): Promise<Outcome>;
  /** Ids that a search of the node finds. */
  found(t: TestApp, query?: string): Promise<string[]>;
  /** Figures of what the node holds of HOME's log. */
  held(): Promise<{
    size: number;
    entries: number;
    postings: number;
    audits: number;
    quarantined: number;
    state: string;
  }>;
  close(): Promise<void>;
};

/** Makes the node of `away` know the city of `home`, its root and its directory. */
async function introduce(away: TestApp, server: HomeServer, home: Hall): Promise<void> {
  const { roots } = await initNode(home.t.services, [HOME], server.url);
  const { rows } = await sql<{ note: string }>`
    select note from node_directory where city = ${HOME}`.execute(home.t.services.db);
  server.directory = rows[0]?.note ?? "";
  const [root] = roots;
  if (!root) throw new Error("no root");
  const origin = `${new URL(server.url).host}/fed`;
  await upsertIdentity(away.services.db, { city: HOME, origin, root: verifierText(root), url: server.url });
  await acceptDirectory(away.services.db, server.directory);
}

export async function openTwoNodes(): Promise<TwoNodes> {
  const home = await openHall();
  const away = await testApp();
  await twoAgreements(away.services.db);
  await sql`update city set hosted = (code <> ${HOME})`.execute(away.services.db);
  await sql`update city set hosted = (code = ${HOME})`.execute(home.t.services.db);
  const server = await serveHome(() => home.t.services);
  await initNode(away.services, [NEIGHBOUR], "http://away.example.cn");
  await introduce(away, server, home);
  const outbound = openGuardedFetch({ allow: ["loopback"] });
  const ctx = systemContext(away.services, "test");
  const peer = { city: HOME, origin: `${new URL(server.url).host}/fed`, url: server.url };
  const log = { peer, audience: "public", reader: NEIGHBOUR };
  const number = () => sequence(home.t.services.db);
  return {
    home,
    away,
    server,
    ctx,
    log,
    outbound,
    number,
    async pull() {
      await number();
      const outcome = await exchange(ctx, log, { fetch: outbound.fetch, kinds: SHARED_KINDS }, 0);
      await drainAll(away.services);
      return outcome;
    },
    async found(t, query = "") {
      const answer = await t.call("GET", `/api/v1/postings?limit=100&q=${encodeURIComponent(query)}`);
      return (await bodyOf<{ items: { id: string }[] }>(answer, 200)).items.map(({ id }) => id).sort();
    },
    async held() {
      const { rows } = await sql<Awaited<ReturnType<TwoNodes["held"]>>>`
        select coalesce((select size from log_head where stream = ${STREAM}), 0)::int as size,
          (select count(*)::int from log_entry where stream = ${STREAM}) as entries,
          (select count(*)::int from posting where home_city = ${HOME}) as postings,
          (select count(*)::int from audit where action like 'federation.%' and subject_kind = 'log') as audits,
          (select count(*)::int from quarantine where consumer = 'copies') as quarantined,
          coalesce((select state from followed_log where stream = ${STREAM}), 'none') as state`.execute(
        away.services.db,
      );
      const [row] = rows;
      if (!row) throw new Error("no figures");
      return row;
    },
    async close() {
      await outbound.close();
      await server.close();
      await home.t.close();
      await away.close();
    },
  };
}
