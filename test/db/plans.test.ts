import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedFair, crowd, openDoors } from "../factories/fairs.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOf, type Client, type TestApp, testApp } from "../support/app.ts";
import { readSources } from "../support/sources.ts";

let t: TestApp;
let host: Client;
beforeAll(async () => {
  t = await testApp({ max: 1 });
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
});
afterAll(() => t.close());

/** Number of executions of each prepared statement. PostgreSQL may switch to a generic plan after five. */
const OFTEN = 8;

test("prepared plans survive a migration of their tables", async () => {
  const { enterprise, member } = await verifiedEnterprise(t.services, host.ctx);
  const posting = await publishedPosting({ member, officer: host.ctx }, enterprise.id);
  const fair = await announcedFair(host.ctx);
  const ids = await crowd(t.services.db, fair.id, 2 * OFTEN);
  const { id: fairId, venues } = await openDoors(t.services, host.ctx);
  const at = { venueId: venues[0]?.id };
  const ask = async () => {
    const path = `/api/v1/fairs/${fairId}`;
    const ticket = await bodyOf(await host.call("POST", `${path}/printed-tickets`, { body: at }), 201);
    const scans = [{ id: t.services.ids.uuid(), code: ticket.code }];
    await bodyOf(await host.call("POST", `${path}/scans`, { body: { ...at, gate: "1", scans } }), 200);
    const placement = `/api/v1/fair-registrations/${ids.pop()}/placement`;
    const commandId = t.services.ids.uuid();
    await bodyOf(await host.call("POST", placement, { body: { decision: "place", commandId } }), 200);
    await bodyOf(await t.call("GET", `/api/v1/postings/${posting.id}`), 200);
    await bodyOf(await t.call("GET", "/api/v1/postings"), 200);
  };
  for (let n = 0; n < OFTEN; n += 1) await ask();
  for (const table of [
    "fair_registration",
    "fair",
    "venue",
    "fair_ticket",
    "fair_scan",
    "enterprise",
    "posting",
    "session",
    "account",
    "command",
    "audit",
    "outbox",
  ])
    await sql`alter table ${sql.table(table)} add column added_by_a_migration int`.execute(t.services.db);
  for (let n = 0; n < OFTEN; n += 1) await ask();
});

test("no prepared statement selects every column", () => {
  const planned = readSources("src", "db").flatMap(({ path, text }) =>
    [...text.matchAll(/\/\* planned \*\/[^`]*`/g)].map(([statement]) => ({ path, statement })),
  );
  expect(planned.length).toBeGreaterThan(4);
  expect(planned.filter(({ statement }) => /select \*|\.\*/.test(statement))).toEqual([]);
});
