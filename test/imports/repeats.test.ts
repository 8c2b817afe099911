import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repeatsOf } from "../../src/imports/store/rows.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";
import { line, sheetOf, stage } from "./support.ts";

const ROWS = 600;
let database: TestDatabase;
let union: RequestContext;
beforeAll(async () => {
  database = await testDatabase();
  const services = await openServices(database);
  await twoAgreements(database.db);
  union = await officer(services, HOME);
});
afterAll(() => database.drop());

type Plan = { "Node Type": string; "Rows Removed by Join Filter"?: number; Plans?: Plan[] };
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Returns the number of row pairs that the joins of a statement compare and discard. */
async function comparedInVain(statement: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ "QUERY PLAN": [{ Plan: Plan }] }>`
    explain (analyze, format json) ${statement}`.execute(database.db);
  const nodes = rows.flatMap((row) => row["QUERY PLAN"]).flatMap(({ Plan: top }) => nodesOf(top));
  return nodes.reduce((sum, node) => sum + (node["Rows Removed by Join Filter"] ?? 0), 0);
}

test("a second import compares each row once, where the statistics know the first alone", async () => {
  const bytes = sheetOf(...Array.from({ length: ROWS }, (_, n) => line(n)));
  await stage(union, { bytes });
  await sql`analyze import_row`.execute(database.db);
  const { id } = await stage(union, { bytes });
  expect(await comparedInVain(repeatsOf(id))).toBeLessThanOrEqual(ROWS);
  const byPosition = sql`
    update import_row r set occurrence = n.before from (
      select position, row_number() over (partition by digest order by position) - 1 as before
      from import_row where import_id = ${id} and kind = 'data') n
    where r.import_id = ${id} and r.position = n.position and r.occurrence <> n.before`;
  expect(await comparedInVain(byPosition), "twin").toBeGreaterThan(100 * ROWS);
});
