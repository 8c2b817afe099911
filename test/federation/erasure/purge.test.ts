import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { SHARED_KINDS } from "../../../src/federation/index.ts";
import { applyEntries } from "../../../src/federation/pull/index.ts";
import type { SharedKind } from "../../../src/platform/changes/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import type { TestApp } from "../../support/app.ts";
import { openWorld, type World } from "../apply/world.ts";

const THIRD = "210700";
let world: World;
beforeAll(async () => {
  world = await openWorld();
  for (const { services } of [world.home.t, world.away])
    await sql`update city set hosted = false where code = ${THIRD}`.execute(services.db);
});
afterAll(() => world.close());

/** Applies an erasure of a record, told by the log of a city. */
const erase = (t: TestApp, kinds: readonly SharedKind[], of: { kind: string; id: string; home: string }) =>
  t.services.db
    .transaction()
    .execute((tx) =>
      applyEntries(
        tx,
        [{ head: { ...of, seq: 1, schema: 1, rev: 99, op: "erase" }, value: undefined }],
        kinds,
      ),
    );

/** The kind without its condition: it deletes a record of `home`, whichever city asks. */
const unguarded = (kinds: readonly SharedKind[], home: string): readonly SharedKind[] =>
  kinds.map((kind) => ({ ...kind, purge: (tx, _, ids) => kind.purge(tx, home, ids) }));

async function countOf(t: TestApp, query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  const { rows } = await query.execute(t.services.db);
  return rows[0]?.n ?? -1;
}

test("a city erases no copy of another city's posting; without the condition it would", async () => {
  const id = await world.home.publish();
  await world.sync();
  const held = () =>
    countOf(
      world.away,
      sql`select count(*)::int as n from posting where id = ${id} and status = 'published'`,
    );
  expect(await held()).toBe(1);
  for (const { kind } of SHARED_KINDS)
    expect(await erase(world.away, SHARED_KINDS, { kind, id, home: THIRD })).toEqual([]);
  expect(await held()).toBe(1);
  await erase(world.away, unguarded(SHARED_KINDS, HOME), { kind: "posting", id, home: THIRD });
  expect(await held()).toBe(0);
});

test("a city erases no card of another city's person; without the condition it would", async () => {
  const { id } = await world.applied();
  await world.settle();
  const { rows } = await sql<{ card: string }>`
    select consent_id as card from application where id = ${id}::uuid`.execute(world.home.t.services.db);
  const card = rows[0]?.card ?? "";
  const held = () =>
    countOf(
      world.home.t,
      sql`
        select count(*)::int as n from received_card r join consent c on c.id = r.consent_id
        where c.id = ${card}::uuid and c.withdrawn_at is null and r.home_city = ${NEIGHBOUR}`,
    );
  expect(await held()).toBe(1);
  const kinds = privateKinds(systemContext(world.home.t.services, "test"));
  expect(await erase(world.home.t, kinds, { kind: "card", id: card, home: THIRD })).toEqual([]);
  expect(await held()).toBe(1);
  await erase(world.home.t, unguarded(kinds, NEIGHBOUR), { kind: "card", id: card, home: THIRD });
  expect(await held()).toBe(0);
});
