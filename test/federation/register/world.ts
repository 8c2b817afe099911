import { sql } from "kysely";
import { expect } from "vitest";
import type { FairInput, FairView, RegistrationOutcome, RegistrationView } from "../../../src/fairs/index.ts";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { expire } from "../../../src/federation/commands/sending/expire.ts";
import {
  acceptDirectory,
  createSender,
  type NoteSigner,
  nodeSigner,
  SHARED_KINDS,
  selectDirectory,
  signRequest,
  upsertIdentity,
  verifierText,
} from "../../../src/federation/index.ts";
import { exchange } from "../../../src/federation/pull/index.ts";
import { sequence } from "../../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { type Outbound, OutboundError } from "../../../src/platform/outbound/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { COUNTY, FIRST, HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { announcedFair } from "../../factories/fairs.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { bodyOf, type Client, type TestApp, testApp } from "../../support/app.ts";
import { type HomeServer, serveHome } from "../support/home-server.ts";
import { initNode } from "../support/node.ts";

export const THIRD = FIRST.cities[2];
const COMMANDS = ["register", "edit", "recommend", "return", "answerOffer", "withdrawRegistration"];
const PUBLIC = ["posting", "enterprise", "fair", "fairExhibitor"];

/** What stands in the link of the enterprise's node: a cut, or answers that are lost on their way back. */
export type Link = { cut: boolean; loseAnswers: number; seen: string[] };
export type Side = {
  t: TestApp;
  city: string;
  server: HomeServer;
  ctx: RequestContext;
  roots: readonly NoteSigner[];
};
export type Company = {
  client: Client;
  ctx: RequestContext;
  id: string;
  name: string;
  postingId: string;
};

export const CONTACT = { contactName: "刘经理", contactPhone: "0418-5550000" };

/**
 * Three nodes with a database each, which answer over HTTP: `host` of HOME, whose fair it is, `own` of
 * NEIGHBOUR with enterprises, and `third`, which reads the host's public log.
 */
export type World = {
  host: Side & { officer: Client };
  own: Side & { officer: Client };
  third: Side;
  link: Link;
  /** Numbers and reads the logs of host and own node, in both directions. */
  sync(): Promise<void>;
  /** Lets the third node read the host's public log, and does the work that follows on all nodes. */
  syncThird(): Promise<void>;
  send(): Promise<void>;
  retry(): Promise<void>;
  /** Ends what nobody answered in time. */
  expire(): Promise<void>;
  /** Sends and reads until nothing is under way. */
  settle(): Promise<void>;
  fair(overrides?: Partial<FairInput>): Promise<FairView>;
  company(): Promise<Company>;
  register(fair: FairView, of: Company, overrides?: object): Promise<Response>;
  /** A registration that arrived at the host. */
  registered(fair: FairView): Promise<{ of: Company; id: string }>;
  /** One that the own union recommended too. */
  recommended(fair: FairView): Promise<{ of: Company; id: string }>;
  recommend(id: string, body?: object): Promise<Response>;
  mine(of: Company, id: string): Promise<RegistrationView>;
  /** The registration as the host's officers read it. */
  hosts(id: string): Promise<RegistrationView>;
  place(id: string, body?: object): Promise<RegistrationOutcome>;
  commands(id: string): Promise<string[]>;
  body(id: string, type: string): Promise<string>;
  post(body: string): Promise<Response>;
  notices(): Promise<string[]>;
  clauses(of: { commands?: string[]; form?: boolean }): Promise<void>;
  close(): Promise<void>;
};

async function introduce(to: TestApp, { t, city, server, roots }: Side): Promise<void> {
  const [root] = roots;
  const kept = await selectDirectory(t.services.db, city);
  if (!root || !kept) throw new Error("the node has no directory");
  const origin = `${new URL(server.url).host}/fed`;
  await upsertIdentity(to.services.db, { city, origin, root: verifierText(root), url: server.url });
  await acceptDirectory(to.services.db, kept.note);
}

async function writeClauses(t: TestApp, commands: string[], form: string[]): Promise<void> {
  await sql`delete from agreement_clause`.execute(t.services.db);
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, commands, starts_on)
    select id, n.nth, n.from_city, n.to_city, n.kinds, n.commands, '2024-05-01' from agreement, (values
      (0, ${HOME}, ${NEIGHBOUR}, ${[...PUBLIC, "registration", "registrationPlace"]}::text[], ${commands}::text[]),
      (1, ${NEIGHBOUR}, ${HOME}, ${[...PUBLIC, ...form]}::text[], array[]::text[]),
      (2, ${HOME}, ${THIRD}, ${PUBLIC}::text[], array[]::text[])) as n(nth, from_city, to_city, kinds, commands)
    where slug = 'west'`.execute(t.services.db);
}

async function openSide(city: string): Promise<Side> {
  const t = await testApp();
  await twoAgreements(t.services.db);
  await sql`update agreement set document = ${FIRST.slug} where slug = ${FIRST.slug}`.execute(t.services.db);
  await sql`update city set hosted = (code = ${city})`.execute(t.services.db);
  const server = await serveHome(() => t.app);
  const { roots } = await initNode(t.services, [city], server.url);
  return { t, city, server, roots, ctx: systemContext(t.services, "test") };
}

export async function openWorld(): Promise<World> {
  const [a, b, c] = [await openSide(HOME), await openSide(NEIGHBOUR), await openSide(THIRD)];
  for (const one of [a, b, c])
    for (const other of [a, b, c]) if (one !== other) await introduce(one.t, other);
  const link: Link = { cut: false, loseAnswers: 0, seen: [] };
  const outbound = openGuardedFetch({ allow: ["loopback"], connections: 32 });
  const fetch: Outbound = async (url, request) => {
    if (link.cut) throw new OutboundError("UNREACHABLE");
    if (request.body) link.seen.push(String(request.body));
    const answer = await outbound.fetch(url, request);
    link.seen.push(Buffer.from(answer.body).toString());
    if (request.method === "POST" && link.loseAnswers > 0) {
      link.loseAnswers -= 1;
      throw new OutboundError("TOO_SLOW");
    }
    return answer;
  };
  const clauses: World["clauses"] = async ({ commands = COMMANDS, form = true }) => {
    for (const { t } of [a, b, c]) await writeClauses(t, commands, form ? ["registrationForm"] : []);
  };
  await clauses({});
  async function pull(reader: Side, of: Side): Promise<void> {
    const peer = { city: of.city, origin: `${new URL(of.server.url).host}/fed`, url: of.server.url };
    const tools = { fetch, kinds: SHARED_KINDS, privateKinds: privateKinds(reader.ctx) };
    for (const audience of ["public", `to/${reader.city}`])
      await exchange(reader.ctx, { peer, audience, reader: reader.city }, tools, 0);
  }
  const [hostOfficer, ownOfficer] = [await a.t.asOfficer(HOME), await b.t.asOfficer(NEIGHBOUR)];
  const world: World = {
    host: { ...a, officer: hostOfficer },
    own: { ...b, officer: ownOfficer },
    third: c,
    link,
    async sync() {
      for (const { t } of [a, b]) await sequence(t.services.db);
      await pull(a, b);
      await pull(b, a);
    },
    async syncThird() {
      await sequence(a.t.services.db);
      await pull(c, a);
      for (const { t } of [a, b, c]) await drainAll(t.services);
    },
    async send() {
      await sequence(b.t.services.db);
      if (!link.cut) await pull(a, b);
      await createSender(b.ctx, { fetch }).pass({ city: HOME, url: a.server.url });
    },
    async retry() {
      await sql`update outgoing_command set next_try_at = app.now()`.execute(b.t.services.db);
    },
    async expire() {
      await expire(b.ctx);
    },
    async settle() {
      for (let n = 0; n < 3; n += 1) {
        await world.send();
        await world.sync();
        const { rows } = await sql`select 1 from outgoing_command where state = 'waiting' limit 1`.execute(
          b.t.services.db,
        );
        if (rows.length === 0) return;
      }
    },
    async fair(overrides = {}) {
      const fair = await announcedFair(hostOfficer.ctx, overrides);
      await world.sync();
      return fair;
    },
    async company() {
      const officer = ownOfficer.ctx;
      const county = COUNTY[NEIGHBOUR] ?? "";
      const { enterprise, member } = await verifiedEnterprise(b.t.services, officer, { county });
      const posting = await publishedPosting({ member, officer }, enterprise.id);
      const client = await b.t.asMember(enterprise.id);
      const { id, name } = enterprise;
      return { client, ctx: client.ctx, id, name, postingId: posting.id };
    },
    register: (fair, of, overrides = {}) =>
      of.client.call("POST", `/api/v1/fairs/${fair.id}/registrations`, {
        body: { enterpriseId: of.id, postingIds: [of.postingId], recruiters: 2, ...CONTACT, ...overrides },
      }),
    async registered(fair) {
      const of = await world.company();
      const { id } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
      await world.settle();
      return { of, id };
    },
    async recommended(fair) {
      const made = await world.registered(fair);
      expect((await world.recommend(made.id)).status).toBe(200);
      await world.settle();
      return made;
    },
    recommend: (id, body = { decision: "recommend" }) =>
      ownOfficer.call("POST", `/api/v1/fair-registrations/${id}/recommendation`, { body }),
    mine: async (of, id) => bodyOf(await of.client.call("GET", `/api/v1/fair-registrations/${id}`), 200),
    hosts: async (id) => bodyOf(await hostOfficer.call("GET", `/api/v1/fair-registrations/${id}`), 200),
    place: async (id, body = { decision: "place" }) =>
      bodyOf(await hostOfficer.call("POST", `/api/v1/fair-registrations/${id}/placement`, { body }), 200),
    async commands(id) {
      const { rows } = await sql<{ type: string; state: string }>`
        select type, state from outgoing_command where subject_id = ${id} order by created_at, id`.execute(
        b.t.services.db,
      );
      return rows.map(({ type, state }) => `${type} ${state}`);
    },
    async body(id, type) {
      const { rows } = await sql<{ body: string }>`
        select body from outgoing_command where subject_id = ${id} and type = ${type}
        order by created_at desc limit 1`.execute(b.t.services.db);
      if (!rows[0]) throw new Error("no command");
      return rows[0].body;
    },
    async post(body) {
      const signer = await nodeSigner(b.t.services, NEIGHBOUR);
      if (!signer) throw new Error("no key");
      const path = "/fed/v1/commands";
      const request = { method: "POST", url: `${a.server.url}${path}`, body } as const;
      const headers = await signRequest(request, signer, { now: new Date() });
      return a.t.app.request(path, { method: "POST", headers, body });
    },
    async notices() {
      await drainAll(b.t.services);
      const { rows } = await sql<{ kind: string }>`
        select kind from notice where kind like 'fair%' order by created_at, id`.execute(b.t.services.db);
      return rows.map(({ kind }) => kind);
    },
    clauses,
    async close() {
      await outbound.close();
      for (const { t, server } of [a, b, c]) {
        await server.close();
        await t.close();
      }
    },
  };
  return world;
}
