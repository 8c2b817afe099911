import { type AddressInfo, createServer } from "node:net";
import { sql } from "kysely";
import { createDb, type Db } from "../../../db/client.ts";
import { initCity } from "../../../src/federation/directory/index.ts";
import {
  acceptDirectory,
  makeRootKey,
  rootName,
  selectDirectory,
  upsertIdentity,
  verifierText,
} from "../../../src/federation/index.ts";
import type { PeerLog } from "../../../src/federation/pull/asking/ask.ts";
import { sequence } from "../../../src/platform/changes/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { officer } from "../../factories/actors.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { testContext } from "../../support/system-context.ts";
import { prepareTemplate } from "../../support/template.ts";

export const STREAM = `${HOME}/public`;

/** Opens a migrated database of its own, which hosts the given cities of the first agreement. */
export async function openNode(adminUrl: string, name: string, hosted: readonly string[]) {
  await prepareTemplate(adminUrl, name);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = createDb(url.href, { max: 6 });
  await twoAgreements(db);
  await sql`update city set hosted = (code = any(${[...hosted]}::text[]))`.execute(db);
  return { db, url: url.href, ctx: await testContext(db) };
}
export type BenchNode = Awaited<ReturnType<typeof openNode>>;

/** Gives a city its keys on its node, and returns how others know it. */
async function initNode(ctx: RequestContext, city: string, url: string) {
  const origin = `${new URL(url).host}/fed`;
  const { signer } = await makeRootKey(rootName(origin, city));
  await initCity(ctx, { city, url, roots: [signer], days: 365 });
  const note = (await selectDirectory(ctx.db, city))?.note ?? "";
  return { identity: { city, origin, root: verifierText(signer), url }, note };
}

/**
 * Introduces nodes to each other. HOME gives NEIGHBOUR its postings. `awayUrl`: where the other node answers,
 * if it does. Returns HOME's public log.
 */
export async function introduce(
  home: BenchNode,
  homeUrl: string,
  others: readonly BenchNode[],
  awayUrl = "http://away.example.cn",
): Promise<PeerLog> {
  const own = await initNode(home.ctx, HOME, homeUrl);
  for (const other of others) {
    const peer = await initNode(other.ctx, NEIGHBOUR, awayUrl);
    await upsertIdentity(home.db, peer.identity);
    await acceptDirectory(home.db, peer.note);
    await upsertIdentity(other.db, own.identity);
    await acceptDirectory(other.db, own.note);
  }
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, starts_on)
    select id, 0, ${HOME}, ${NEIGHBOUR}, array['posting', 'enterprise'], '2024-05-01' from agreement
    where slug = 'west'`.execute(home.db);
  return {
    peer: { city: HOME, origin: own.identity.origin, url: homeUrl },
    audience: "public",
    reader: NEIGHBOUR,
  };
}

/** Returns a free port of this machine. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Publishes one posting at home, and returns what its log tells of it. */
export async function publishOne({ db, ctx }: Pick<BenchNode, "db" | "ctx">) {
  const union = await officer(ctx, HOME);
  const { enterprise, member } = await verifiedEnterprise(ctx, union);
  const people = { officer: union, member };
  await publishedPosting(people, enterprise.id);
  await sequence(db);
  const { rows } = await sql<{ payload: string }>`
    select payload from log_entry where kind = 'posting' and stream = ${STREAM}`.execute(db);
  return { people, enterpriseId: enterprise.id, payload: JSON.parse(rows[0]?.payload ?? "{}") as object };
}

/** Commits outbox rows of new postings like one, with other ids and titles. `id`: that of a single one. */
export const fillOutbox = (db: Db, payload: object, count: number, id: string | null = null) =>
  sql`
    insert into outbox (stream, kind, record_id, home, rev, op, valid_through, payload)
    select ${STREAM}, 'posting', id, ${HOME}, 1, 'put', now() + interval '30 days',
      ${JSON.stringify(payload)}::jsonb || jsonb_build_object('id', id, 'title', '电焊工' || n)
    from (select n, coalesce(${id}::text, gen_random_uuid()::text) as id
      from generate_series(1, ${count}::int) as n) as g`.execute(db);
