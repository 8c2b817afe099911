import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type BoothScanned,
  checkIn,
  type FairView,
  type SentScanView,
  type TicketView,
} from "../../../src/fairs/index.ts";
import { emitSealed } from "../../../src/peers/index.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { openFairDay } from "./fair.ts";
import { namedAnywhere } from "./named.ts";
import { noticesOf, openWorld, personOf, takes, ticketOf, type World } from "./world.ts";

let world: World;
let officer: Client;
let member: Client;
let fair: FairView;
let enterpriseId: string;
let postingId: string;
let booth: string;
beforeAll(async () => {
  world = await openWorld();
  ({ officer, member, fair, enterpriseId, postingId, booth } = await openFairDay(world));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.links.cut.clear();
  world.links.loseAnswers = 0;
  await world.clauses({});
});

const hostDb = () => world.host.t.services.db;

async function holder(card = true): Promise<{ client: Client; phone: string; ticket: TicketView }> {
  const { client, phone } = await personOf(world.people, card);
  const asked = await takes(client, fair);
  await world.settle();
  return { client, phone, ticket: await ticketOf(client, asked) };
}
const scanOf = (ticket: { code: string | null }, more: object = {}) => ({
  nonce: world.makers.t.services.ids.uuid(),
  code: ticket.code ?? "",
  postingId,
  ...more,
});
const scans = (body: object) => member.call("POST", `/api/v1/fair-registrations/${booth}/scans`, { body });
async function sent(): Promise<SentScanView[]> {
  const answer = await member.call("GET", `/api/v1/fair-registrations/${booth}/sent-scans`);
  return (await bodyOf<{ items: SentScanView[] }>(answer, 200)).items;
}
const faults = async (answer: Response) => {
  const { code, fields = [] } = (await answer.json()) as {
    code: string;
    fields?: { path: string; code: string }[];
  };
  return [answer.status, code, ...fields.map(({ path, code: fault }) => `${path} ${fault}`)].join(" ");
};
const counts = async (ticketId: string) => {
  const { rows } = await sql<{ visits: number; intents: number }>`
    select count(distinct v.id)::int as visits, count(i.id)::int as intents
    from booth_visit v left join fair_intent i on i.visit_id = v.id where v.ticket_id = ${ticketId}::uuid`.execute(
    hostDb(),
  );
  return rows[0];
};
const mine = async (client: Client) =>
  (
    await bodyOf<{ items: { id: string; status: string; posting: { id: string } }[] }>(
      await client.call("GET", "/api/v1/applications"),
      200,
    )
  ).items;

test("three nodes, one day: ticket at home, scan at the enterprise's own desk, visit at the host, application", async () => {
  const { client, phone, ticket } = await holder();
  const scan = scanOf(ticket, { intent: true, note: "手很稳" });
  const first = await bodyOf<BoothScanned>(await scans(scan), 200);
  expect(first).toMatchObject({ outcome: "sent", applicationId: null });
  expect(await bodyOf<BoothScanned>(await scans(scan), 200)).toEqual(first);
  expect(await sent()).toMatchObject([{ id: scan.nonce, state: "sent", note: "手很稳", outcome: null }]);
  world.links.loseAnswers = 1;
  await world.send();
  await world.retry();
  const canaries = await namedAnywhere(world, [phone, "王师傅"]);
  expect(canaries).toEqual([]);
  await world.settle();
  expect(await sent()).toMatchObject([{ state: "done", outcome: "passedOn" }]);
  expect(await counts(ticket.id)).toEqual({ visits: 1, intents: 1 });
  expect(await mine(client)).toHaveLength(1);
  expect(await noticesOf(client)).toContain("applicationByCode");
  await world.settle();
  const received = await bodyOf<{ items: { card: object | null }[] }>(
    await member.call("GET", `/api/v1/enterprises/${enterpriseId}/applications`),
    200,
  );
  expect(received.items).toHaveLength(1);
  // The host never learns who she is, also after her consent.
  expect(await namedAnywhere(world, [phone, "王师傅"], [world.host])).toEqual([]);
  const page = await (await member.call("GET", `/enterprise/fairs/${fair.id}/desk`)).text();
  expect(page).toContain("应聘由本人所在城市送来");
  expect(page).toContain("data-check=");
});

test("a scan kept on a device while the host is down counts when it comes, once for both uploads", async () => {
  const { client, ticket } = await holder();
  world.links.cut.add(HOME);
  const heldSince = new Date().toISOString();
  const scan = scanOf(ticket, { heldSince });
  for (let n = 0; n < 2; n += 1) expect((await scans(scan)).status).toBe(200);
  await world.send();
  expect((await sent())[0]).toMatchObject({ state: "sent", at: heldSince });
  expect(await counts(ticket.id)).toMatchObject({ visits: 0 });
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect(await counts(ticket.id)).toMatchObject({ visits: 1 });
  expect((await sent()).filter(({ id }) => id === scan.nonce)).toMatchObject([{ state: "done" }]);
  expect(await mine(client)).toHaveLength(1);
});

test("a forged code and one of another fair are refused at the desk, a revoked ticket by the host", async () => {
  const { client, ticket } = await holder();
  const [prefix, body = "", signature = ""] = (ticket.code ?? "").split(".");
  const other = Buffer.from(
    JSON.stringify({
      ...JSON.parse(Buffer.from(body, "base64url").toString()),
      t: world.host.t.services.ids.uuid(),
    }),
  ).toString("base64url");
  expect(await faults(await scans(scanOf({ code: [prefix, other, signature].join(".") })))).toBe(
    "422 INVALID_INPUT code UNKNOWN_TICKET",
  );
  expect(await faults(await scans(scanOf({ code: "LPT1.x.y" })))).toBe(
    "422 INVALID_INPUT code UNKNOWN_TICKET",
  );
  const own = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(body, "base64url").toString()), f: postingId }),
  ).toString("base64url");
  expect(await faults(await scans(scanOf({ code: [prefix, own, signature].join(".") })))).toBe(
    "422 INVALID_INPUT code UNKNOWN_TICKET",
  );
  expect((await client.call("POST", `/api/v1/tickets/${ticket.id}/cancellation`, { body: {} })).status).toBe(
    200,
  );
  await world.settle();
  const revoked = scanOf(ticket);
  expect((await scans(revoked)).status).toBe(200);
  const reference = scanOf({ code: "LP00000000AA" });
  expect((await scans(reference)).status).toBe(200);
  await world.settle();
  const byId = new Map((await sent()).map((one) => [one.id, one]));
  expect(byId.get(revoked.nonce)).toMatchObject({ state: "refused", refusal: "TICKET_NOT_VALID" });
  expect(byId.get(reference.nonce)).toMatchObject({ state: "refused", refusal: "UNKNOWN_TICKET" });
  expect(await counts(ticket.id)).toEqual({ visits: 0, intents: 0 });
  expect(await mine(client)).toEqual([]);
});

test("without a card only the visit counts, and she is told", async () => {
  const { client, ticket } = await holder(false);
  await scans(scanOf(ticket));
  await world.settle();
  expect(await counts(ticket.id)).toMatchObject({ visits: 1 });
  expect(await mine(client)).toEqual([]);
  expect(await noticesOf(client)).toContain("boothVisited");
  expect(await quarantined()).toEqual([]);
});

const quarantined = async () => {
  const { rows } = await sql<{ why: string }>`
    select error as why from quarantine where consumer = 'copies' order by seq`.execute(
    world.people.t.services.db,
  );
  return rows.map(({ why }) => why);
};

test("a host cannot take a card by claiming a scan", async () => {
  const { client, ticket } = await holder();
  const { rows } = await sql<{ subject: string }>`
    select p.subject from fair_ticket t join person p on p.id = t.account_id where t.id = ${ticket.id}::uuid`.execute(
    hostDb(),
  );
  const ids = world.host.t.services.ids;
  const value = {
    subject: rows[0]?.subject,
    fairId: fair.id,
    ticketId: ticket.id,
    registrationId: booth,
    postingId,
    intent: false,
    at: new Date().toISOString(),
  };
  const lies: [object, string][] = [
    [{ subject: "a subject of nobody at all" }, "subject"],
    [{ ticketId: ids.uuid() }, "ticket"],
    [{ postingId: ids.uuid() }, "booth"],
    [{ registrationId: ids.uuid() }, "booth"],
    [{ at: new Date(Date.now() + 3_600_000).toISOString() }, "time"],
    [{ name: "王师傅" }, "payload"],
  ];
  for (const [members] of lies)
    await inTransaction(world.host.ctx, (tx) =>
      emitSealed(tx, {
        city: HOME,
        receiver: NEIGHBOUR,
        kind: "boothScan",
        id: ids.uuid(),
        rev: 1,
        value: { ...value, ...members },
      }),
    );
  await world.sync();
  expect(await quarantined()).toEqual(lies.map(([, why]) => why));
  expect(await mine(client)).toEqual([]);
});

test("the host's report counts people of other cities by their home, without names", async () => {
  const { phone, ticket } = await holder();
  await scans(scanOf(ticket, { intent: true }));
  const scan = { id: world.host.t.services.ids.uuid(), code: ticket.code ?? "", direction: "in" } as const;
  const gate = { fairId: fair.id, venueId: fair.venues[0]?.id ?? "", gate: "东门" };
  await checkIn(officer.ctx, { ...gate, scans: [{ ...scan, deviceAt: null, claimed: null }] });
  await world.settle();
  const lines = async (measure: string) => {
    const answer = await officer.call("GET", `/api/v1/fairs/${fair.id}/report/lines?measure=${measure}`);
    return (await bodyOf<{ items: { label: string; reference: string; city: string }[] }>(answer, 200)).items;
  };
  expect(await lines("visitors")).toMatchObject([{ label: ticket.reference, city: NEIGHBOUR }]);
  const intents = await lines("intents");
  expect(intents.map(({ reference }) => reference)).toContain(ticket.reference);
  for (const word of [phone, "王师傅"]) expect(JSON.stringify(intents)).not.toContain(word);
});

test("without the command in the agreement the desk sends nothing", async () => {
  const { ticket } = await holder();
  await world.clauses({ commands: ["apply", "takeTicket"] });
  expect(await faults(await scans(scanOf(ticket)))).toBe("409 HOSTED_ELSEWHERE");
});
