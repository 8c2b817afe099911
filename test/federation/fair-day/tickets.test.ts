import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  checkIn,
  type FairView,
  setSlots,
  tellTicketsAgain,
  ticketByCode,
} from "../../../src/fairs/index.ts";
import { fairUpkeep } from "../../../src/fairs/upkeep.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { hoursAhead, openDoors, updateConfirmed, venueInput } from "../../factories/fairs.ts";
import type { Client } from "../../support/app.ts";
import { MAKERS, noticesOf, openWorld, personOf, type Side, takes, ticketOf, type World } from "./world.ts";

let world: World;
let officer: Client;
let fair: FairView;
beforeAll(async () => {
  world = await openWorld();
  world.active = [HOME, NEIGHBOUR];
  officer = await world.host.t.asOfficer(HOME);
  fair = await newFair();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.links.cut.clear();
  world.links.loseAnswers = 0;
  await world.clauses({});
});

const hostDb = () => world.host.t.services.db;
const homeDb = () => world.people.t.services.db;

async function newFair(venue: Parameters<typeof venueInput>[0] = {}): Promise<FairView> {
  const made = await openDoors(world.host.t.services, officer.ctx, { venues: [venueInput(venue)] });
  await world.sync();
  return made;
}

/** Takes a ticket and lets it arrive. */
async function held(of = fair) {
  const { client, phone } = await personOf(world.people);
  const { id } = await takes(client, of);
  await world.settle();
  return { client, phone, ticket: await ticketOf(client, { id }) };
}
const stateOf = async (client: Client, id: string) => (await ticketOf(client, { id })).state;
const hostRow = async (id: string) => {
  const { rows } = await sql<{ status: string; account: string | null }>`
    select t.status, p.account_id as account from fair_ticket t join person p on p.id = t.account_id
    where t.id = ${id}::uuid`.execute(hostDb());
  return rows[0];
};
const cancelAt = (client: Client, id: string) =>
  client.call("POST", `/api/v1/tickets/${id}/cancellation`, { body: {} });
const refusal = async (answer: Response) =>
  `${answer.status} ${((await answer.json()) as { code: string }).code}`;

async function enter(code: string) {
  const scan = {
    id: world.host.t.services.ids.uuid(),
    code,
    direction: "in",
    deviceAt: null,
    claimed: null,
  } as const;
  const venueId = fair.venues[0]?.id ?? "";
  const { items } = await checkIn(officer.ctx, { fairId: fair.id, venueId, gate: "东门", scans: [scan] });
  return items[0]?.outcome;
}

test("a person takes a ticket at home, and the host's gate admits her by its code", async () => {
  const { client, phone } = await personOf(world.people);
  const asked = await takes(client, fair);
  expect(asked).toMatchObject({ state: "asked", code: null, fair: { hostedHere: false } });
  expect(await takes(client, fair).catch(() => "the same")).toBe("the same");
  const page = async () => (await client.call("GET", `/me/tickets/${asked.id}`)).text();
  expect(await page()).toContain("正在领码");
  await world.settle();
  const ticket = await ticketOf(client, asked);
  expect(ticket).toMatchObject({ state: "valid", reference: asked.reference, place: null });
  expect(await page()).toContain("入场时出示这个码");
  expect(await noticesOf(client)).toContain("ticketIssued");
  expect(await hostRow(asked.id)).toEqual({ status: "valid", account: null });
  const [venue] = fair.venues;
  expect(await ticketByCode(hostDb(), fair.id, ticket.code ?? "")).toMatchObject({
    id: asked.id,
    venueId: venue?.id,
  });

  expect(await enter(ticket.code ?? "")).toBe("admitted");
  await world.sync();
  expect(await ticketOf(client, asked)).toMatchObject({ enteredGate: "东门" });
  expect(await refusal(await cancelAt(client, asked.id))).toBe("409 TICKET_STATE");
  await tell();
  expect(canaries([phone, "王师傅"])).toEqual([]);
});

/** Texts that passed between the nodes, and that the host and the enterprise's node keep. */
let kept: string[] = [];
async function tell(): Promise<void> {
  kept = [...world.links.seen];
  for (const { t } of [world.host, world.makers])
    for (const table of [
      "fair_ticket",
      "person",
      "log_entry",
      "outbox",
      "command",
      "audit",
      "consent",
      "profile",
    ]) {
      const { rows } = await sql<{
        text: string;
      }>`select to_jsonb(x)::text as text from ${sql.table(table)} x`.execute(t.services.db);
      kept.push(...rows.map(({ text }) => text));
    }
}
const canaries = (words: string[]) => {
  expect(kept.length).toBeGreaterThan(40);
  return kept.filter((text) => words.some((word) => text.includes(word)));
};

test("the host is down: the ticket is asked for, and comes once when it is back", async () => {
  world.links.cut.add(HOME);
  const { client } = await personOf(world.people);
  const { id } = await takes(client, fair);
  await world.send();
  expect(await stateOf(client, id)).toBe("asked");
  world.links.cut.clear();
  world.links.loseAnswers = 1;
  await world.retry();
  await world.send();
  await world.retry();
  await world.settle();
  expect(await stateOf(client, id)).toBe("valid");
  const { rows } = await sql`select 1 from fair_ticket where id = ${id}::uuid`.execute(hostDb());
  expect(rows).toHaveLength(1);
});

test("a cancellation counts here at once, and frees the place at the host; then she takes another", async () => {
  const one = await newFair({ capacity: 1 });
  const first = await held(one);
  const second = await held(one);
  expect([first.ticket.state, second.ticket.state]).toEqual(["valid", "waiting"]);
  expect(second.ticket).toMatchObject({ code: null, place: null });
  world.links.cut.add(HOME);
  expect((await cancelAt(first.client, first.ticket.id)).status).toBe(200);
  expect(await stateOf(first.client, first.ticket.id)).toBe("cancelled");
  const again = await takes(first.client, one);
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect(await stateOf(second.client, second.ticket.id)).toBe("valid");
  expect(await noticesOf(second.client)).toContain("ticketPromoted");
  // The new ticket did not overtake the cancellation of the first.
  expect(await stateOf(first.client, again.id)).toBe("waiting");
  expect(await hostRow(first.ticket.id)).toMatchObject({ status: "cancelled" });
});

test("a refusal for good ends the ticket, and tells the person", async () => {
  const one = await newFair();
  world.links.cut.add(HOME);
  const { client } = await personOf(world.people);
  const { id } = await takes(client, one);
  await sql`update fair set status = 'reported', reported_at = app.now() where id = ${one.id}::uuid`.execute(
    hostDb(),
  );
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect(await ticketOf(client, { id })).toMatchObject({ state: "refused", code: null });
  expect(await noticesOf(client)).toContain("ticketRefused");
  expect(await (await client.call("GET", `/me/tickets/${id}`)).text()).toContain("没有发这张码");
});

test("who entered before her cancellation arrived keeps the ticket", async () => {
  const { client, ticket } = await held();
  world.links.cut.add(HOME);
  expect((await cancelAt(client, ticket.id)).status).toBe(200);
  expect(await enter(ticket.code ?? "")).toBe("admitted");
  world.links.cut.clear();
  await world.retry();
  await world.settle();
  expect(await stateOf(client, ticket.id)).toBe("entered");
});

test("entry slots come with the fair, and a moved fair makes a new code", async () => {
  const one = await newFair();
  const venueId = one.venues[0]?.id ?? "";
  const at = async (hours: number) => hoursAhead(world.host.ctx, hours);
  const slots = [
    { startsAt: await at(0.5), endsAt: await at(1), capacity: 1 },
    { startsAt: await at(1), endsAt: await at(2), capacity: 5 },
  ];
  const [, later] = (await setSlots(officer.ctx, { fairId: one.id, venueId, slots }))[0]?.slots ?? [];
  await world.sync();
  const { client } = await personOf(world.people);
  const form = await (await client.call("GET", `/fairs/${one.id}/ticket`)).text();
  expect(form).toContain(`${venueId} ${later?.id}`);
  expect(form).not.toContain("余 ");
  const { id } = await takes(client, one, { slotId: later?.id });
  await world.settle();
  const before = await ticketOf(client, { id });
  expect(before).toMatchObject({ state: "valid", slot: { id: later?.id } });
  const change = { opensAt: await at(1.4), closesAt: await at(7) };
  await updateConfirmed(officer.ctx, { id: one.id, patch: change });
  await world.sync();
  await world.sync();
  const after = await ticketOf(client, { id });
  expect(after.code).not.toBe(before.code);
  expect(after.slot?.startsAt).not.toBe(before.slot?.startsAt);
  expect((await noticesOf(client)).filter((kind) => kind === "ticketFairMoved")).toHaveLength(1);
  expect(after.from).toBe(new Date(Date.parse(after.slot?.startsAt ?? "") - 30 * 60_000).toISOString());
});

test("a fair that was announced before its keys were told tells them without another change, once", async () => {
  const one = await newFair();
  const keysOf = async ({ t }: Side) => {
    const { rows } = await sql<{ n: number; rev: number }>`
      select jsonb_array_length(ticket_keys) as n, rev from fair where id = ${one.id}::uuid`.execute(
      t.services.db,
    );
    return rows[0];
  };
  for (const { t } of [world.host, world.people])
    await sql`update fair set ticket_keys = '[]' where id = ${one.id}::uuid`.execute(t.services.db);
  for (let n = 0; n < 2; n += 1) {
    await fairUpkeep(world.host.ctx);
    await world.sync();
    expect(await keysOf(world.people)).toEqual({ n: 1, rev: one.rev + 1 });
  }
});

test("without an agreement nobody asks, and what is under way is refused", async () => {
  const { client } = await personOf(world.people);
  const { id } = await takes(client, fair);
  await world.clauses({ commands: ["apply"] });
  await world.settle();
  expect(await stateOf(client, id)).toBe("refused");
  const other = await personOf(world.people);
  const body = { venueId: fair.venues[0]?.id };
  expect(await refusal(await other.client.call("POST", `/api/v1/fairs/${fair.id}/tickets`, { body }))).toBe(
    "409 HOSTED_ELSEWHERE",
  );
  expect((await other.client.call("GET", `/fairs/${fair.id}/ticket`)).status).toBe(409);
  await world.clauses({});
  const page = await (await other.client.call("GET", `/fairs/${fair.id}`)).text();
  expect(page).toContain(`/fairs/${fair.id}/ticket`);
});

test("the host refuses a command that is not the person's, and another body under its id", async () => {
  const { client, ticket } = await held();
  const { rows } = await sql<{ body: string }>`
    select body from outgoing_command where body like ${`%${ticket.id}%`} and type = 'takeTicket'`.execute(
    homeDb(),
  );
  const body = rows[0]?.body ?? "";
  const asked = JSON.parse(body);
  const ids = world.people.t.services.ids;
  const post = async (members: object, from = world.people) =>
    refusal(await world.post(from, JSON.stringify({ ...asked, commandId: ids.uuid(), ...members })));
  expect((await world.post(world.people, body)).status).toBe(200);
  expect(await refusal(await world.post(world.people, `${body} `))).toBe("422 IDEMPOTENCY_KEY_REUSED");
  const stranger = { ...asked.actor, subject: "a subject of somebody else" };
  const cancel = {
    type: "cancelTicket",
    target: { city: HOME, kind: "fairTicket", id: ticket.id },
    payload: {},
  };
  expect(await post({ ...cancel, actor: stranger })).toBe("404 NOT_FOUND");
  expect(await post({ payload: { ...asked.payload, name: "王师傅" } })).toBe("422 INVALID_INPUT");
  expect(
    await post({ payload: { ...asked.payload, venueId: ids.uuid(), ticketId: ids.uuid() }, actor: stranger }),
  ).toBe("422 INVALID_INPUT");
  // The id of another person's ticket.
  expect(await post({ actor: stranger })).toBe("409 CONFLICT");
  const makers = { ...asked.actor, city: MAKERS };
  expect(await post({ ...cancel, actor: makers }, world.makers)).toBe("404 NOT_FOUND");
  expect(await stateOf(client, ticket.id)).toBe("valid");
});

/** Takes tickets of own and other people for a hall with five places at once. Returns the valid ones. */
async function race(guarded: boolean): Promise<number> {
  const one = await newFair({ capacity: 5 });
  const venueId = one.venues[0]?.id;
  if (!guarded)
    await sql`update venue set capacity = null where id = ${venueId ?? ""}::uuid`.execute(hostDb());
  const own = await Promise.all(Array.from({ length: 6 }, () => personOf(world.host, false)));
  const theirs = await Promise.all(Array.from({ length: 6 }, () => personOf(world.people, false)));
  for (const { client } of theirs) await takes(client, one);
  await Promise.all([
    world.send(),
    ...own.map(({ client }) => client.call("POST", `/api/v1/fairs/${one.id}/tickets`, { body: { venueId } })),
  ]);
  await world.settle();
  const { rows } = await sql<{ n: number; taken: number }>`
    select (select count(*)::int from fair_ticket where venue_id = v.id and status = 'valid') as n,
      tickets_taken as taken from venue v where v.id = ${venueId ?? ""}::uuid`.execute(hostDb());
  expect(rows[0]?.taken).toBe(rows[0]?.n);
  return rows[0]?.n ?? 0;
}

test("own and remote people never take more places than the hall has", async () => {
  expect(await race(true)).toBe(5);
});

test("twin: without the hall's capacity in the statement, all of them get in", async () => {
  expect(await race(false)).toBe(12);
});

test("a ticket that must be sealed again is told again once, in the version that was told", async () => {
  const { ticket } = await held();
  const { services } = world.host.t;
  const told = async () => {
    const { rows } = await sql<{ rev: number }>`
      select rev from log_entry where kind = 'ticket' and record_id = ${ticket.id} order by seq`.execute(
      hostDb(),
    );
    return rows.map(({ rev }) => rev);
  };
  const [rev = 0] = await told();
  const ctx = systemContext(services, "test");
  const mark = (at: number) =>
    inTransaction(ctx, (tx) =>
      tellTicketsAgain(tx, ctx, {
        city: HOME,
        receiver: world.people.city,
        records: [{ id: ticket.id, rev: at }],
      }),
    );
  expect(await mark(rev - 1)).toBe(0);
  expect(await mark(rev)).toBe(1);
  for (let times = 0; times < 2; times++) await fairUpkeep(ctx);
  await world.sync();
  expect(await told()).toEqual([rev, rev]);
});
