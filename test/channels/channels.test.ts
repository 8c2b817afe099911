import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DbOrTx } from "../../db/client.ts";
import { PROGRAM } from "../../src/capabilities.ts";
import {
  addChannel,
  type ChannelInput,
  channelsOf,
  codeAtHome,
  codesOfEvent,
  copyChannel,
  firstChannel,
  knownChannel,
  openChannel,
  ownChannel,
  purgeCopiedChannels,
  visitsOfEvent,
} from "../../src/channels/index.ts";
import type { EventRef } from "../../src/event-visibility/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { runHousekeeping } from "../../src/platform/housekeeping/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { code } from "../support/refusals.ts";
import { testContext } from "../support/system-context.ts";

let database: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  database = await testDatabase();
  ctx = await testContext(database.db);
  await twoAgreements(database.db);
});
afterAll(() => database.drop());

const newEvent = (): EventRef => ({ kind: "fair", id: ctx.ids.uuid() });
const add = (event: EventRef, city = HOME, kind: ChannelInput["kind"] = "poster", ids = ctx.ids) =>
  inTransaction(ctx, (tx) => addChannel(tx, { ...ctx, ids }, { event, city, name: "海报", kind }));

test("an event has its own channels, oldest first; a city reads its own", async () => {
  const [event, other] = [newEvent(), newEvent()];
  const host = await add(event);
  const partner = await add(event, NEIGHBOUR, "sms");
  const foreign = await add(other);
  const ids = async (of: EventRef, city: string | null) =>
    (await channelsOf(ctx.db, of, city)).map(({ id }) => id);
  expect(await ids(event, null)).toEqual([host.id, partner.id]);
  expect(await ids(event, NEIGHBOUR)).toEqual([partner.id]);
  expect(await ids(other, null)).toEqual([foreign.id]);
  expect(partner.code).toMatch(/^dx-[0-9a-z]{5}$/);
  const { rows } = await sql<{ code: string }>`
    select code from (${codesOfEvent("fair", sql`${event.id}`)}) x order by code`.execute(ctx.db);
  expect(rows.map((row) => row.code)).toEqual([host.code, partner.code].sort());
});

test("visitors count once per day and lead to the event; an unknown code counts nothing", async () => {
  const event = newEvent();
  const one = await add(event);
  await add(event);
  for (const visitor of ["a", "b", "a", null])
    expect(await openChannel(ctx, { code: one.code, visitor })).toEqual(event);
  await database.travel("1 day");
  await openChannel(ctx, { code: one.code, visitor: "a" });
  for (const visitor of ["a", null])
    expect(await code(openChannel(ctx, { code: "hb-00000", visitor }))).toBe("NOT_FOUND");
  expect((await channelsOf(ctx.db, event, null)).map(({ visits }) => visits)).toEqual([3, 0]);
  const { rows } = await sql<{ code: string; visits: number }>`
    select v.code, v.visits from (${visitsOfEvent("fair", sql`${event.id}`)}) v order by v.day`.execute(
    ctx.db,
  );
  expect(rows).toEqual([
    { code: one.code, visits: 2 },
    { code: one.code, visits: 1 },
  ]);
});

test("a visitor who opens the address many times at once counts once; many visitors at once count each", async () => {
  const event = newEvent();
  const { code: shown } = await add(event);
  const visits = Array.from({ length: 60 }, (_, n) => `visitor ${n % 20}`);
  await Promise.all(visits.map((visitor) => openChannel(ctx, { code: shown, visitor })));
  expect((await channelsOf(ctx.db, event, null)).map(({ visits: counted }) => counted)).toEqual([20]);
});

test("twin: a count that looks for the visitor before it writes counts the same visitor twice", async () => {
  const event = newEvent();
  const { id } = await add(event);
  const seen = async (db: DbOrTx) =>
    (await sql`select 1 from channel_visitor where channel_id = ${id}`.execute(db)).rows.length > 0;
  const count = (db: DbOrTx) =>
    sql`insert into channel_day (channel_id, visits) values (${id}, 1)
      on conflict (channel_id, day) do update set visits = channel_day.visits + 1`.execute(db);
  const found = await Promise.all([seen(ctx.db), seen(ctx.db)]);
  for (const known of found) if (!known) await count(ctx.db);
  expect((await channelsOf(ctx.db, event, null)).map(({ visits }) => visits)).toEqual([2]);
});

test("visitors of former days are deleted, and the counts stay", async () => {
  const event = newEvent();
  const { id, code: shown } = await add(event);
  await openChannel(ctx, { code: shown, visitor: "a" });
  await database.travel("3 days");
  await openChannel(ctx, { code: shown, visitor: "a" });
  await runHousekeeping(ctx, PROGRAM.retention);
  const left = await ctx.db
    .selectFrom("channelVisitor")
    .select("visitor")
    .where("channelId", "=", id)
    .execute();
  expect(left).toHaveLength(1);
  expect((await channelsOf(ctx.db, event, null)).map(({ visits }) => visits)).toEqual([2]);
});

test("a code is known or null; an event knows the codes of its own channels only", async () => {
  const event = newEvent();
  const { code: known } = await add(event);
  const of = async (...args: Parameters<typeof knownChannel>) =>
    (await sql<{ code: string | null }>`select ${knownChannel(...args)} as code`.execute(ctx.db)).rows[0]
      ?.code;
  expect(await of(known)).toBe(known);
  expect(await of(known, event)).toBe(known);
  expect(await of(known, newEvent())).toBeNull();
  expect(await of("hb-00000")).toBeNull();
  expect(await of(null)).toBeNull();
});

test("a taken code is drawn again; after five draws the answer is CONFLICT", async () => {
  const event = newEvent();
  const drawn = (...references: string[]) => ({
    ...ctx.ids,
    reference: () => references.shift() ?? "LP00000AAAAA",
  });
  expect((await add(event, HOME, "poster", drawn())).code).toBe("hb-aaaaa");
  const second = drawn("LP00000AAAAA", "LP00000BBBBB");
  expect((await add(event, HOME, "poster", second)).code).toBe("hb-bbbbb");
  expect(await code(add(event, HOME, "poster", drawn()))).toBe("CONFLICT");
  expect((await channelsOf(ctx.db, event, null)).length).toBe(2);
});

test("a process of the previous release reads and writes under the old names", async () => {
  const event = newEvent();
  const id = ctx.ids.uuid();
  await sql`
    insert into fair_channel (id, fair_id, city, code, name, kind, created_by)
    values (${id}, ${event.id}, ${HOME}, 'hb-older', '海报', 'poster', null)
    on conflict (code) do nothing returning id`.execute(ctx.db);
  for (let n = 0; n < 2; n += 1)
    await sql`
      insert into fair_channel_day (channel_id, visits) select id, 1 from fair_channel where code = 'hb-older'
      on conflict (channel_id, day) do update set visits = fair_channel_day.visits + 1`.execute(ctx.db);
  expect(await openChannel(ctx, { code: "hb-older", visitor: "a" })).toEqual(event);
  const [channel] = await channelsOf(ctx.db, event, null);
  expect(channel).toMatchObject({ id, code: "hb-older", visits: 3 });
});

test("the channel of a copy is the first, no own one, and goes back to its home", async () => {
  const event: EventRef = { kind: "livestream", id: ctx.ids.uuid() };
  const made = await add(event, HOME);
  const copy = (of: EventRef, told: string) =>
    inTransaction(ctx, (tx) => copyChannel(tx, { event: of, city: NEIGHBOUR, code: told, name: "招工直播" }));
  const first = async (of: EventRef) => {
    const { rows } = await sql<{ code: string }>`${firstChannel(of.kind, sql`${of.id}::uuid`)}`.execute(
      ctx.db,
    );
    return rows.map((row) => row.code);
  };
  const own = async (text: string) => {
    const { rows } = await sql<{ code: string | null }>`select ${ownChannel(text)} as code`.execute(ctx.db);
    return rows[0]?.code;
  };
  const home = (text: string, city = NEIGHBOUR) => codeAtHome(ctx.db, { code: text, receiver: city });
  expect(await first(event)).toEqual([made.code]);
  expect(await home(made.code), "no copy").toBeNull();
  await sql`update city set hosted = false where code = ${NEIGHBOUR}`.execute(ctx.db);
  // A code that an own channel has is not taken over.
  const late: EventRef = { kind: "livestream", id: ctx.ids.uuid() };
  await copy(late, made.code);
  expect(await first(late)).toEqual([]);
  await copy(event, "zb-aaaaa");
  await copy(event, "zb-bbbbb");
  expect(await first(event)).toEqual(["zb-aaaaa"]);
  expect([await own(made.code), await own("zb-aaaaa"), await own("zb-zzzzz")]).toEqual([
    made.code,
    null,
    null,
  ]);
  expect(await home("zb-aaaaa")).toBe("zb-aaaaa");
  expect(await home(made.code), "an own channel of the copy").toBe("zb-aaaaa");
  expect(await home("zb-aaaaa", HOME), "another node").toBeNull();
  const directory = (city: string, note: string) =>
    sql`
    insert into node_directory (city, note, content, valid_until) values (${city}, ${note}, '{}', app.now())
    on conflict (city) do update set note = excluded.note`.execute(ctx.db);
  await directory(NEIGHBOUR, "one");
  await directory(HOME, "one");
  expect(await home("zb-aaaaa", HOME), "another city of the node").toBe("zb-aaaaa");
  await directory(HOME, "other");
  expect(await home("zb-aaaaa", HOME), "a directory of another node").toBeNull();
  await inTransaction(ctx, (tx) => purgeCopiedChannels(tx, "livestream", [event.id]));
  expect(await first(event)).toEqual([made.code]);
  await sql`update city set hosted = true where code = ${NEIGHBOUR}`.execute(ctx.db);
});
