import { sql } from "kysely";
import type { ApplicationView } from "../../../src/applications/index.ts";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import {
  acceptDirectory,
  createReceiptSender,
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
import { type Applied, CARD, type Hall, openHall } from "../../applications/world.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";
import { type HomeServer, serveHome } from "../support/home-server.ts";
import { initNode } from "../support/node.ts";

/** What stands in the link between the nodes: a cut, or an answer that is lost on its way back. */
export type Link = { cut: boolean; loseAnswers: number; seen: string[] };
type Side = {
  t: TestApp;
  city: string;
  server: Pick<HomeServer, "url" | "close">;
  ctx: RequestContext;
  roots: readonly NoteSigner[];
};

/** The node of HOME, with an employer, and the node of NEIGHBOUR, with people. Both answer over HTTP. */
export type World = {
  home: Hall;
  away: TestApp;
  link: Link;
  /** Root keys of HOME and of NEIGHBOUR. */
  roots: readonly [NoteSigner, NoteSigner];
  /** Calls over the link between the nodes. */
  fetch: Outbound;
  /** Numbers and reads all logs in both directions, and does the work that follows. */
  sync(): Promise<void>;
  /** Sends what is due. The receiver reads the logs meanwhile, as its program does. */
  send(): Promise<void>;
  /** Ends the pause before the next try of every command. */
  retry(): Promise<void>;
  /** Sends the receipts that both nodes owe each other. */
  receipts(): Promise<void>;
  /** Sends and reads until nothing is under way. */
  settle(): Promise<void>;
  person(): Promise<{ client: Client; phone: string }>;
  /** A person applies to a new posting of HOME. */
  applied(body?: object): Promise<{ client: Client; phone: string; id: string; postingId: string }>;
  mine(client: Client, id: string): Promise<ApplicationView>;
  /** Sends a command, or another body, signed by NEIGHBOUR's node. */
  post(body: string, path?: string): Promise<Response>;
  /** Asks HOME's node for the answer to a command, signed by NEIGHBOUR's node. */
  answerTo(id: string): Promise<Response>;
  /** Sends a question to NEIGHBOUR's node, signed by HOME's. */
  ask(path: string, body?: string): Promise<Response>;
  /** Gives or ends what the cities give each other, on both nodes. */
  clauses(of: Given): Promise<void>;
  close(): Promise<void>;
};

function rootOf({ roots: [root] }: Side): NoteSigner {
  if (!root) throw new Error("the node has no root");
  return root;
}

async function introduce(to: TestApp, { t, city, server, roots }: Side): Promise<void> {
  const [root] = roots;
  const kept = await selectDirectory(t.services.db, city);
  if (!root || !kept) throw new Error("the node has no directory");
  const origin = `${new URL(server.url).host}/fed`;
  await upsertIdentity(to.services.db, { city, origin, root: verifierText(root), url: server.url });
  await acceptDirectory(to.services.db, kept.note);
}

/** What the cities give each other. `pool`: cards of the talent pool, with looks and invitations back. */
export type Given = {
  commands?: string[];
  card?: boolean;
  pool?: boolean;
  /** Fields of cards that NEIGHBOUR gives HOME; all if empty. */
  fields?: string[];
};

async function writeClauses(t: TestApp, given: Given): Promise<void> {
  const { commands = ["apply"], card = true, pool = false, fields = [] } = given;
  const kinds = [...(card ? ["card"] : []), ...(pool ? ["candidate"] : [])];
  const purposes = pool ? ["matching"] : [];
  await sql`delete from agreement_clause`.execute(t.services.db);
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, commands, purposes, fields, starts_on)
    select id, n.nth, n.from_city, n.to_city, n.kinds, n.commands, n.purposes, n.fields, '2024-05-01' from agreement, (values
      (0, ${HOME}, ${NEIGHBOUR}, array['posting', 'enterprise', 'application', 'look', 'invitation'],
        ${commands}::text[], array[]::text[], array[]::text[]),
      (1, ${NEIGHBOUR}, ${HOME}, ${kinds}::text[], array[]::text[], ${purposes}::text[], ${fields}::text[]))
      as n(nth, from_city, to_city, kinds, commands, purposes, fields)
    where slug = 'west'`.execute(t.services.db);
}

type Server = Side["server"];
const servedHere = ({ app }: TestApp): Promise<Server> => serveHome(() => app);

/** Opens both nodes. `serve` says where a node answers; otherwise it is served here, without static files. */
export async function openWorld(
  serve: (t: TestApp, city: string) => Promise<Server> = servedHere,
): Promise<World> {
  const home = await openHall();
  const away = await testApp();
  await twoAgreements(away.services.db);
  await sql`update city set hosted = (code <> ${HOME})`.execute(away.services.db);
  await sql`update city set hosted = (code = ${HOME})`.execute(home.t.services.db);
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
  const side = async (t: TestApp, city: string): Promise<Side> => {
    const server = await serve(t, city);
    const { roots } = await initNode(t.services, [city], server.url);
    return { t, city, server, roots, ctx: systemContext(t.services, "test") };
  };
  const [a, b] = [await side(home.t, HOME), await side(away, NEIGHBOUR)];
  await introduce(home.t, b);
  await introduce(away, a);
  const clauses: World["clauses"] = async (given) => {
    for (const t of [home.t, away]) await writeClauses(t, given);
  };
  await clauses({});

  /** Reads what `of` tells, on the node of `reader`. */
  async function pull(reader: Side, of: Side): Promise<void> {
    const peer = { city: of.city, origin: `${new URL(of.server.url).host}/fed`, url: of.server.url };
    const tools = { fetch, kinds: SHARED_KINDS, privateKinds: privateKinds(reader.ctx) };
    for (const audience of ["public", `to/${reader.city}`])
      await exchange(reader.ctx, { peer, audience, reader: reader.city }, tools, 0);
    await drainAll(reader.t.services);
  }
  const signed = async ({ path, ...asked }: { method: "GET" | "POST"; path: string; body?: string }) => {
    const signer = await nodeSigner(away.services, NEIGHBOUR);
    if (!signer) throw new Error("no key");
    const headers = await signRequest({ ...asked, url: `${a.server.url}${path}` }, signer, {
      now: new Date(),
    });
    return home.t.app.request(path, { ...asked, headers });
  };
  const world: World = {
    home,
    away,
    link,
    roots: [rootOf(a), rootOf(b)],
    fetch,
    async sync() {
      for (const { t } of [a, b]) await sequence(t.services.db);
      await pull(a, b);
      await pull(b, a);
    },
    async send() {
      await sequence(away.services.db);
      if (!link.cut) await pull(a, b);
      // A new sender each time: its breaker has not failed yet, as if the pause were over.
      await createSender(b.ctx, { fetch }).pass({ city: HOME, url: a.server.url });
    },
    async retry() {
      await sql`update outgoing_command set next_try_at = app.now()`.execute(away.services.db);
      for (const { services } of [away, home.t])
        await sql`update erasure_receipt set next_try_at = app.now()`.execute(services.db);
    },
    async receipts() {
      await createReceiptSender(a.ctx, { fetch }).pass({ city: NEIGHBOUR, url: b.server.url });
      await createReceiptSender(b.ctx, { fetch }).pass({ city: HOME, url: a.server.url });
    },
    async settle() {
      await world.send();
      await world.sync();
      await world.send();
      await world.sync();
    },
    async person() {
      const phone = freshPhone();
      const client = await away.signInAs(phone);
      await bodyOf(await client.call("PUT", "/api/v1/me/profile", { body: CARD }), 200);
      return { client, phone };
    },
    async applied(body = {}) {
      const postingId = await home.publish();
      await world.sync();
      const { client, phone } = await world.person();
      const answer = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body });
      const { id } = await bodyOf<Applied>(answer, 201);
      return { client, phone, id, postingId };
    },
    mine: async (client, id) => bodyOf(await client.call("GET", `/api/v1/applications/${id}`), 200),
    post: (body, path = "/fed/v1/commands") => signed({ method: "POST", path, body }),
    answerTo: (id) => signed({ method: "GET", path: `/fed/v1/commands/${id}` }),
    async ask(path, body) {
      const signer = await nodeSigner(home.t.services, HOME);
      if (!signer) throw new Error("no key");
      const method = body === undefined ? "GET" : "POST";
      const content = body === undefined ? {} : { body };
      const request = { method, url: `${b.server.url}${path}`, ...content } as const;
      const headers = await signRequest(request, signer, { now: new Date() });
      return away.app.request(path, { method, headers, ...content });
    },
    clauses,
    async close() {
      await outbound.close();
      await a.server.close();
      await b.server.close();
      await home.t.close();
      await away.close();
    },
  };
  return world;
}
