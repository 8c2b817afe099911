import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { erasureGauges, raiseLateErasures } from "../../../src/federation/commands/index.ts";
import { listPartners } from "../../../src/federation/desk/list-partners.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { freshPhone } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const db = () => world.away.services.db;
const skip = (time: string) => sql`update app.clock set skew = skew + ${time}::interval`.execute(db());
/** The figure of a gauge for HOME. */
const gauge = async (name: string) =>
  (await erasureGauges.read(world.away.services)).find((one) => one.gauge === name)?.value;

test("a peer that never confirms: after a day a figure, after three days people", async () => {
  const { client, id } = await world.applied();
  await world.settle();
  world.link.cut = true;
  await client.call("POST", `/api/v1/applications/${id}/withdrawal`);
  const [officer] = [await world.away.signInAs(freshPhone())];
  const { rows } = await sql<{ id: string }>`
    select id from account order by created_at desc limit 1`.execute(db());
  await sql`
    insert into membership (id, account_id, kind, city) values (gen_random_uuid(), ${rows[0]?.id}::uuid, 'officer', ${NEIGHBOUR})`.execute(
    db(),
  );
  const notices = async () =>
    (
      await sql<{ n: number }>`select count(*)::int as n from notice where kind = 'erasuresLate'`.execute(
        db(),
      )
    ).rows[0]?.n;
  const system = systemContext(world.away.services, "test");
  expect([await gauge("erasures_open"), await gauge("erasures_overdue")]).toEqual([1, 0]);
  expect(await raiseLateErasures(system)).toBe(0);
  await skip("25 hours");
  expect([await gauge("erasures_open"), await gauge("erasures_overdue")]).toEqual([1, 1]);
  const actor = { ...system, scope: { ...system.scope, city: NEIGHBOUR } };
  const desk = await listPartners({ ...actor, actor: asOfficer(rows[0]?.id ?? "") });
  expect(desk.items.find(({ city }) => city === HOME)?.erasures).toEqual({ open: 1, overdue: 1 });
  expect(await raiseLateErasures(system)).toBe(0);
  await skip("48 hours");
  expect(await raiseLateErasures(system)).toBe(1);
  expect(await notices()).toBe(1);
  expect(await raiseLateErasures(system)).toBe(0);
  expect(await (await officer.call("GET", "/me")).text()).toContain("没有回执，请打电话去问");
});

const asOfficer = (accountId: string) => ({
  kind: "account" as const,
  accountId,
  sessionId: accountId,
  label: null,
  enterprises: [],
  offices: [{ city: NEIGHBOUR, county: null }],
  administrator: false,
});
