import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FairView, takeTicket } from "../../../src/fairs/index.ts";
import { record, type Statement } from "../../bench/replay.ts";
import { person } from "../../factories/actors.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { openDoors, venueInput } from "../../factories/fairs.ts";
import { bodyOf, type Client, type TestApp, testApp } from "../../support/app.ts";

let t: TestApp;
let host: Client;
let fair: FairView;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
  fair = await openDoors(t.services, host.ctx, { venues: [venueInput({ capacity: 1000 })], cities: [] });
});
afterAll(() => t.close());

const TRANSACTION = /^\s*(begin|start transaction|commit)/i;
/** Tables of a fair that grow with its exhibitors. */
const EXHIBITORS = /\b(fair_registration|fair_registration_posting|posting|booth)\b/;

const unnamed = (statements: Statement[]) => statements.filter(({ name }) => !name).map(({ text }) => text);
const matching = (statements: Statement[], pattern: RegExp) =>
  statements.filter(({ text }) => pattern.test(text)).map(({ text }) => text);

/** Returns the statements of a printed ticket, and the ticket's code. */
async function print() {
  let code = "";
  const statements = await record(async () => {
    const path = `/api/v1/fairs/${fair.id}/printed-tickets`;
    const ticket = await bodyOf(
      await host.call("POST", path, { body: { venueId: fair.venues[0]?.id } }),
      201,
    );
    code = String(ticket.code);
  });
  return { statements, code };
}

describe("what many people do at once at the door", () => {
  test("a ticket is four prepared statements, without a transaction that waits for the program", async () => {
    const { statements } = await print();
    expect(statements).toHaveLength(4);
    expect(unnamed(statements)).toEqual([]);
    expect(matching(statements, TRANSACTION)).toEqual([]);
    expect(matching(statements, EXHIBITORS)).toEqual([]);
  });

  test("a check-in is four prepared statements, a repeated one six", async () => {
    const { code } = await print();
    const scan = { id: t.services.ids.uuid(), code };
    const body = { venueId: fair.venues[0]?.id, gate: "1", scans: [scan] };
    const path = `/api/v1/fairs/${fair.id}/scans`;
    const upload = () =>
      record(async () => void (await bodyOf(await host.call("POST", path, { body }), 200)));
    const [first, again] = [await upload(), await upload()];
    expect([first.length, again.length]).toEqual([4, 6]);
    expect([...unnamed(first), ...unnamed(again)]).toEqual([]);
    expect(matching([...first, ...again], TRANSACTION)).toEqual([]);
  });

  test("one command sent eight times at once gives one ticket, one audit row and one result", async () => {
    const ctx = await person(t.services, { agreement: "west" });
    const asked = { fairId: fair.id, venueId: fair.venues[0]?.id, commandId: t.services.ids.uuid() };
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeTicket(ctx, asked)));
    expect(new Set(taken.map(({ ticket }) => ticket.id)).size).toBe(1);
    const { db } = t.services;
    const commands = await db
      .selectFrom("command")
      .select("result")
      .where("id", "=", asked.commandId)
      .execute();
    expect(commands).toMatchObject([{ result: { id: taken[0]?.ticket.id, created: true } }]);
    const { accountId } = ctx.actor;
    const { rows } = await sql`select
      (select count(*)::int from fair_ticket where account_id = ${accountId}) as tickets,
      (select count(*)::int from audit where account_id = ${accountId} and action = 'fairTicket.take') as audits`.execute(
      db,
    );
    expect(rows).toEqual([{ tickets: 1, audits: 1 }]);
  });
});
