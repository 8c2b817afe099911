import { sql } from "kysely";
import {
  acceptDirectory,
  type NoteSigner,
  SHARED_KINDS,
  selectDirectory,
  upsertIdentity,
  verifierText,
} from "../../../src/federation/index.ts";
import { askChanges, type PeerLog } from "../../../src/federation/pull/asking/ask.ts";
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
  /** Root keys of the home's cities. */
  roots: readonly NoteSigner[];
  /** Numbers what waits at home. */
  number(): Promise<number>;
  /** Returns the bytes of a page of HOME's public log, as its node sends them. */
  page(of?: { after?: number; limit?: number }): Promise<Buffer>;
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

type Node = { t: TestApp; city: string; url: string; roots: readonly NoteSigner[] };

/** Makes a node know the city of another: identity, root and directory. */
async function introduce(to: TestApp, { t, city, url, roots }: Node): Promise<void> {
  const [root] = roots;
  const kept = await selectDirectory(t.services.db, city);
  if (!root || !kept) throw new Error("the node has no directory");
  const origin = `${new URL(url).host}/fed`;
  await upsertIdentity(to.services.db, { city, origin, root: verifierText(root), url });
  await acceptDirectory(to.services.db, kept.note);
}

/** Gives a city all public kinds of HOME's, as a signed agreement would. */
const giveAll = (t: TestApp, city: string) =>
  sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, starts_on)
    select id, 0, ${HOME}, ${city}, array['posting', 'enterprise', 'fair', 'fairExhibitor', 'livestream'], '2024-05-01'
    from agreement where slug = 'west'`.execute(t.services.db);

export async function openTwoNodes(): Promise<TwoNodes> {
  const home = await openHall();
  const away = await testApp();
  await twoAgreements(away.services.db);
  await sql`update city set hosted = (code <> ${HOME})`.execute(away.services.db);
  await sql`update city set hosted = (code = ${HOME})`.execute(home.t.services.db);
  const server = await serveHome(() => home.t.app);
  const ownUrl = "http://away.example.cn";
  const [one, two] = [
    await initNode(home.t.services, [HOME], server.url),
    await initNode(away.services, [NEIGHBOUR], ownUrl),
  ];
  await introduce(away, { t: home.t, city: HOME, url: server.url, roots: one.roots });
  await introduce(home.t, { t: away, city: NEIGHBOUR, url: ownUrl, roots: two.roots });
  await giveAll(home.t, NEIGHBOUR);
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
    roots: one.roots,
    number,
    async page({ after = 0, limit = 500 } = {}) {
      const instead = server.instead;
      server.instead = () => null;
      const asked = { epoch: 1, after, limit, waitS: 0 };
      const { status, body } = await askChanges(ctx, log, asked, { fetch: outbound.fetch });
      server.instead = instead;
      if (status !== 200) throw new Error(`status ${status}`);
      return Buffer.from(body);
    },
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
