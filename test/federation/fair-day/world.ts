import { sql } from "kysely";
import { type FairView, type TicketView, tellApplications, tellMeetings } from "../../../src/fairs/index.ts";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { expire } from "../../../src/federation/commands/sending/expire.ts";
import {
  acceptDirectory,
  activateAgreement,
  addSignature,
  agreementText,
  createSender,
  draftAgreement,
  type NoteSigner,
  nodeSigner,
  SHARED_KINDS,
  selectDirectory,
  selectOwnIdentities,
  signRequest,
  upsertIdentity,
  verifierText,
} from "../../../src/federation/index.ts";
import { exchange } from "../../../src/federation/pull/index.ts";
import { logHead, sequence } from "../../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { type Outbound, OutboundError } from "../../../src/platform/outbound/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { CARD } from "../../applications/world.ts";
import { FIRST, HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";
import { type HomeServer, serveHome } from "../support/home-server.ts";
import { initNode } from "../support/node.ts";

/** The city of the enterprise. HOME hosts the fair, NEIGHBOUR is the home of the people. */
export const MAKERS = FIRST.cities[2] ?? "";

export type Side = {
  t: TestApp;
  city: string;
  server: HomeServer;
  roots: readonly NoteSigner[];
  ctx: RequestContext;
};

/** What stands in the links: cut cities, answers that are lost on their way back, all that passed. */
export type Links = { cut: Set<string>; loseAnswers: number; seen: string[] };

/** Kinds and commands that the cities give each other unless a test ends them. */
export const KINDS = [
  "enterprise",
  "posting",
  "fair",
  "fairExhibitor",
  "card",
  "application",
  "look",
  "ticket",
  "boothScan",
  "registrationForm",
  "registration",
  "queueTurn",
  "boothTurn",
  "boothDay",
  "turnApplication",
  "fairApplication",
];
const MEETING = ["joinQueue", "wishInterviews", "boothAct"];
const REGISTERING = ["register", "edit", "recommend", "return"];
export const COMMANDS = ["apply", "takeTicket", "boothScan", ...MEETING, ...REGISTERING, "askQuestion"];

/** Three nodes over HTTP with a database each: host of the fair, enterprise, people. */
export type World = {
  host: Side;
  makers: Side;
  people: Side;
  links: Links;
  /** Cities whose nodes take part in `sync` and `send`. */
  active: readonly string[];
  /** Numbers and reads all logs between all nodes, and does the work that follows. */
  sync(): Promise<void>;
  /** Sends what is due from every node. Receivers read the logs meanwhile, as their programs do. */
  send(): Promise<void>;
  /** Ends the pause before the next try of every command. */
  retry(): Promise<void>;
  /** Sends and reads until nothing is under way. No command waits for the end of its pause. */
  settle(): Promise<void>;
  clauses(of: { kinds?: readonly string[]; commands?: readonly string[] }): Promise<void>;
  /** Sends a command to the host, signed by a node. */
  post(from: Side, body: string): Promise<Response>;
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

/** Signs an agreement of all cities with their roots, and puts it into force on every node. */
async function signTogether(sides: readonly Side[]): Promise<void> {
  const parties = (await Promise.all(sides.map(({ ctx }) => selectOwnIdentities(ctx.db)))).flat();
  const content = draftAgreement({
    agreement: FIRST.slug,
    name: "促进就业创业合作协议",
    parties,
    kinds: KINDS,
    purposes: [],
    commands: COMMANDS,
    startsOn: "2024-05-01",
  });
  let note = agreementText(content);
  for (const root of sides.flatMap(({ roots }) => roots)) note = await addSignature(note, root);
  for (const { ctx } of sides) await activateAgreement(ctx, note);
}

export async function openWorld(): Promise<World> {
  const links: Links = { cut: new Set(), loseAnswers: 0, seen: [] };
  const outbound = openGuardedFetch({ allow: ["loopback"], connections: 32 });
  const open = async (city: string): Promise<Side> => {
    const t = await testApp();
    await twoAgreements(t.services.db);
    await sql`update city set hosted = (code = ${city})`.execute(t.services.db);
    const server = await serveHome(() => t.app);
    const { roots } = await initNode(t.services, [city], server.url);
    return { t, city, server, roots, ctx: systemContext(t.services, "test") };
  };
  const [host, makers, people] = [await open(HOME), await open(MAKERS), await open(NEIGHBOUR)];
  const sides = [host, makers, people];
  const pairs = sides.flatMap((one) =>
    sides.filter((other) => other !== one).map((other) => [one, other] as const),
  );
  for (const [one, other] of pairs) await introduce(one.t, other);
  await signTogether(sides);
  const fetchOf =
    (from: Side, to: Side): Outbound =>
    async (url, request) => {
      if (links.cut.has(from.city) || links.cut.has(to.city)) throw new OutboundError("UNREACHABLE");
      if (request.body) links.seen.push(String(request.body));
      const answer = await outbound.fetch(url, request);
      links.seen.push(Buffer.from(answer.body).toString());
      if (request.method === "POST" && links.loseAnswers > 0) {
        links.loseAnswers -= 1;
        throw new OutboundError("TOO_SLOW");
      }
      return answer;
    };

  /**
   * Returns true if a public log is as long at both. Reading it would only take time. A log for one city is
   * always read, because an answer renews its lease.
   */
  async function isEven(reader: Side, of: Side, stream: string): Promise<boolean> {
    if (!stream.endsWith("/public")) return false;
    const size = async ({ t }: Side) => (await logHead(t.services.db, stream))?.frontier.size ?? 0;
    return (await size(reader)) === (await size(of));
  }

  /** Reads what `of` tells, on the node of `reader`. */
  async function pull(reader: Side, of: Side): Promise<void> {
    if (links.cut.has(reader.city) || links.cut.has(of.city)) return;
    const peer = { city: of.city, origin: `${new URL(of.server.url).host}/fed`, url: of.server.url };
    const tools = { fetch: fetchOf(reader, of), kinds: SHARED_KINDS, privateKinds: privateKinds(reader.ctx) };
    for (const audience of ["public", `to/${reader.city}`])
      if (!(await isEven(reader, of, `${of.city}/${audience}`)))
        await exchange(reader.ctx, { peer, audience, reader: reader.city }, tools, 0);
  }
  const awake = () => sides.filter(({ city }) => world.active.includes(city));
  const between = () => pairs.filter((pair) => pair.every((side) => awake().includes(side)));
  const world: World = {
    host,
    makers,
    people,
    links,
    active: sides.map(({ city }) => city),
    async sync() {
      for (const { t, ctx } of awake()) {
        await drainAll(t.services);
        const told = (await tellMeetings(ctx)) + (await tellApplications(ctx));
        if (told > 0) await drainAll(t.services);
      }
      for (const [one, other] of between()) await pull(one, other);
      for (const { t } of awake()) await drainAll(t.services);
    },
    async send() {
      for (const { t } of awake()) await sequence(t.services.db);
      for (const [one, other] of between()) await pull(one, other);
      // A new sender each time: its breaker has not failed yet, as if the pause were over.
      for (const [from, to] of between())
        await createSender(from.ctx, { fetch: fetchOf(from, to) }).pass({
          city: to.city,
          url: to.server.url,
        });
    },
    async retry() {
      for (const { t } of sides)
        await sql`update outgoing_command set next_try_at = app.now()`.execute(t.services.db);
    },
    async settle() {
      for (let n = 0; n < 2; n += 1) {
        await world.retry();
        await world.send();
        await world.sync();
      }
    },
    async clauses({ kinds = KINDS, commands = COMMANDS }) {
      for (const { t } of sides) {
        await sql`delete from agreement_clause`.execute(t.services.db);
        await sql`
          insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, commands, starts_on)
          select a.id, row_number() over (order by f.code, r.code), f.code, r.code, ${[...kinds]}::text[],
            ${[...commands]}::text[], '2024-05-01'
          from agreement a, unnest(${sides.map(({ city }) => city)}::text[]) as f(code),
            unnest(${sides.map(({ city }) => city)}::text[]) as r(code)
          where a.slug = 'west' and f.code <> r.code`.execute(t.services.db);
      }
    },
    async post(from, body) {
      const signer = await nodeSigner(from.t.services, from.city);
      if (!signer) throw new Error("no key");
      const path = "/fed/v1/commands";
      const request = { method: "POST", url: `${host.server.url}${path}`, body } as const;
      const headers = await signRequest(request, signer, { now: new Date() });
      return host.t.app.request(path, { method: "POST", headers, body });
    },
    async close() {
      await outbound.close();
      for (const { t, server } of sides) {
        await server.close();
        await t.close();
      }
    },
  };
  return world;
}

/** A person of the people's node with a card. */
export async function personOf({ t }: Side, card = true): Promise<{ client: Client; phone: string }> {
  const phone = freshPhone();
  const client = await t.signInAs(phone);
  if (card) await bodyOf(await client.call("PUT", "/api/v1/me/profile", { body: CARD }), 200);
  return { client, phone };
}

/** Takes a ticket for the fair's first venue at the person's node. */
export async function takes(client: Client, fair: FairView, body: object = {}): Promise<TicketView> {
  const choice = { venueId: fair.venues[0]?.id, ...body };
  return bodyOf(await client.call("POST", `/api/v1/fairs/${fair.id}/tickets`, { body: choice }), 201);
}

export const ticketOf = async (client: Client, { id }: { id: string }): Promise<TicketView> =>
  bodyOf(await client.call("GET", `/api/v1/me/tickets/${id}`), 200);

/** Kinds of a person's notices. */
export async function noticesOf(client: Client): Promise<string[]> {
  const answer = await client.call("GET", "/api/v1/me/notices");
  return (await bodyOf<{ items: { kind: string }[] }>(answer, 200)).items.map(({ kind }) => kind);
}

/** Types and states of a node's commands, the oldest first. */
export async function answers({ t }: Side): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select type || ' ' || state as text from outgoing_command order by created_at, id`.execute(t.services.db);
  return rows.map(({ text }) => text);
}

/** Ends the time of a node's waiting commands of this type, and lets the node notice it. */
export async function expireWaiting({ t, ctx }: Side, type: string): Promise<void> {
  await sql`
    update outgoing_command set expires_at = app.now() where type = ${type} and state = 'waiting'`.execute(
    t.services.db,
  );
  await expire(ctx);
}

/** Moves the answers that a node's commands got three seconds back. */
export async function agePastAnswers({ t }: Side): Promise<void> {
  await sql`
    update outgoing_command set settled_at = settled_at - interval '3 seconds' where state = 'done'`.execute(
    t.services.db,
  );
}
