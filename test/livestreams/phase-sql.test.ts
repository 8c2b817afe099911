import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowList } from "../../db/row-list.ts";
import {
  afterAdvance,
  type Clocked,
  overAt,
  phaseOf,
  type Signal,
  showsPin,
} from "../../src/livestreams/index.ts";
import { OVER_AT, phaseSql, showsPinSql } from "../../src/livestreams/livestream/store/phase.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { draftLivestream } from "../factories/livestreams.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

const START = Date.parse("2030-05-01T12:00:00Z");
/** Times around the start, often equal or just beside each other and beside the limits. */
const moments = fc
  .oneof(fc.constantFrom(0, 170, 180, 190, 360, 3600, 3 * 3600), fc.integer({ min: -4000, max: 12_000 }))
  .chain((s) => fc.constantFrom(-1, 0, 1).map((ms) => new Date(START + s * 1000 + ms)));
const maybe = fc.option(moments, { nil: null, freq: 3 });

const signals: fc.Arbitrary<Signal | null> = fc.option(
  fc.record({
    advancedAt: maybe,
    endedAt: maybe,
    freshS: fc.constantFrom(3, 10, 60),
    runFrom: maybe,
    lostAt: maybe,
    holdS: fc.constantFrom(null, null, 20, 86_400),
  }),
  { nil: null, freq: 5 },
);
const cases = fc.record({
  status: fc.constantFrom("draft", "announced", "onAir", "onAir", "onAir", "ended", "cancelled"),
  startsAt: moments,
  onAirAt: moments,
  resumedAt: maybe,
  endedAt: moments,
  graceS: fc.constantFrom(10, 180, 1800),
  signal: signals,
  now: moments,
  linked: fc.boolean(),
  recorded: fc.boolean(),
  hours: fc.constantFrom(1, 2),
});
type Case = Clocked & { now: Date; linked: boolean; recorded: boolean };

const COLUMNS = {
  status: "text",
  startsAt: "timestamptz",
  endsAt: "timestamptz",
  onAirAt: "timestamptz",
  resumedAt: "timestamptz",
  endedAt: "timestamptz",
  graceS: "int",
  now: "timestamptz",
  linked: "boolean",
  recorded: "boolean",
  advancedAt: "timestamptz",
  sourceEndedAt: "timestamptz",
  freshS: "int",
  runFrom: "timestamptz",
  lostAt: "timestamptz",
  holdS: "int",
} as const;

test("the database computes phase, end and shown pin as the rules do", async () => {
  const all: Case[] = fc.sample(cases, { numRuns: 3_000, seed: 7 }).map(({ hours, ...one }) => ({
    ...one,
    endsAt: new Date(one.startsAt.getTime() + hours * 3_600_000),
    endedAt: one.status === "ended" ? one.endedAt : null,
  }));
  const rows = all.map(({ signal, ...one }) => ({
    ...one,
    advancedAt: signal?.advancedAt,
    sourceEndedAt: signal?.endedAt,
    freshS: signal?.freshS,
    runFrom: signal?.runFrom,
    lostAt: signal?.lostAt,
    holdS: signal?.holdS,
  }));
  const { rows: computed } = await sql<{ phase: string; overAt: Date | null; shows: boolean }>`
    select ${phaseSql(sql`l.recorded`)} as phase, ${OVER_AT} as over_at, ${showsPinSql(sql`l.linked`)} as shows
    from (select n.nth, n.status, n."startsAt" as starts_at, n."endsAt" as ends_at, n."onAirAt" as on_air_at,
        n."resumedAt" as resumed_at, n."endedAt" as ended_at, n."graceS" as grace_s, n.linked, n.recorded,
        n.now, n."advancedAt" as advanced_at, n."sourceEndedAt" as source_ended_at, n."freshS" as fresh_s,
        n."runFrom" as run_from, n."lostAt" as lost_at, n."holdS" as hold_s
      from ${rowList(rows, COLUMNS)}) l
    left join lateral (select l.advanced_at, l.source_ended_at as ended_at, l.fresh_s, l.run_from, l.lost_at, l.hold_s
      where l.fresh_s is not null) s on true
    cross join lateral (select l.now) t order by l.nth`.execute(desk.services.db);
  const expected = all.map((one) => {
    const phase = phaseOf(one, one.now, one.recorded);
    return { phase, overAt: overAt(one), shows: showsPin(phase, one, one.now) };
  });
  expect(computed).toEqual(expected);
  expect(new Set(expected.map(({ phase }) => phase)).size).toBe(9);
  expect(expected.filter(({ shows }) => shows).length).toBeGreaterThan(100);
});

test("the database keeps runs of signals as the rules do", async () => {
  const { union, services } = desk;
  const { id } = await draftLivestream(union, { graceS: 20 });
  const waits = fc.array(fc.oneof(fc.integer({ min: 0, max: 25 }), fc.constantFrom(20, 21)), {
    minLength: 4,
    maxLength: 8,
  });
  const stored = async (): Promise<Partial<Signal> | undefined> =>
    services.db
      .selectFrom("livestreamSignal")
      .select(["advancedAt", "runFrom", "lostAt"])
      .where("livestreamId", "=", id)
      .executeTakeFirst();
  for (const [nth, gaps] of fc.sample(waits, { numRuns: 25, seed: 3 }).entries()) {
    await sql`delete from livestream_signal where livestream_id = ${id}`.execute(services.db);
    const onAirAt = nth % 3 === 0 ? null : new Date(START + (nth % 5) * 15_000);
    await sql`
      update livestream set on_air_at = ${onAirAt}::timestamptz where id = ${id}`.execute(services.db);
    const livestream: Clocked = {
      status: onAirAt ? "onAir" : "announced",
      startsAt: new Date(START),
      endsAt: new Date(START + 3_600_000),
      onAirAt,
      resumedAt: null,
      endedAt: null,
      graceS: 20,
      signal: null,
    };
    let at = START;
    for (const gap of gaps) {
      at += gap * 1000;
      livestream.signal = afterAdvance(livestream, new Date(at));
      await sql`
        insert into livestream_signal (livestream_id, advanced_at) values (${id}, ${new Date(at)})
        on conflict (livestream_id) do update set advanced_at = excluded.advanced_at`.execute(services.db);
    }
    const { advancedAt, runFrom, lostAt } = livestream.signal ?? {};
    expect([nth, await stored()]).toEqual([nth, { advancedAt, runFrom, lostAt }]);
  }
});
