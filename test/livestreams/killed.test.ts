import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  cancelLivestream,
  pinPosting,
  setReservation,
  updateLivestream,
} from "../../src/livestreams/index.ts";
import { tendLivestreams } from "../../src/livestreams/tend.ts";
import { closePosting } from "../../src/postings/index.ts";
import { person } from "../factories/actors.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { hoursAhead } from "../factories/fairs.ts";
import { announcedLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { runScript } from "../support/scripts.ts";

const PEOPLE = 2000;

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let id: string;
let live: string[];
beforeAll(async () => {
  desk = await cityWithEnterprise();
  const { services, union, company } = desk;
  const people = { member: company.member, officer: union };
  const publish = async () => (await publishedPosting(people, company.enterprise.id)).id;
  const postingId = await publish();
  id = (await announcedLivestream(union, [postingId])).id;
  await setReservation(await person(services), { id, reserved: true });
  await sql`
    with made as (
      insert into account (id, phone_index, phone_sealed)
      select gen_random_uuid(), sha256(n::text::bytea), 'sealed' from generate_series(1, ${PEOPLE - 1}) n returning id)
    insert into livestream_reservation (livestream_id, account_id, starts_at)
    select l.id, made.id, l.starts_at from livestream l cross join made where l.id = ${id}`.execute(
    services.db,
  );
  await desk.database.travel("24 hours");
  live = [];
  for (let n = 0; n < 4; n += 1) {
    const ends = await publish();
    const one = await onAirLivestream(union, [ends, postingId]);
    await pinPosting(union, { id: one.id, postingId: ends, action: "pin" });
    await closePosting(union, { id: ends, reason: "filled" });
    live.push(one.id);
  }
});
afterAll(() => desk.database.drop());

/** Runs the upkeep once in a process that kills itself when it makes its `nth` id. Returns how it ended. */
const tend = (nth: number, hours: number): Promise<string> =>
  runScript("dying-tend", [desk.database.url, String(nth), String(hours)]);

const told = async (kind: string) => {
  const { rows } = await sql<{ n: number; people: number }>`
    select count(*)::int as n, count(distinct to_id)::int as people from notice where kind = ${kind}`.execute(
    desk.services.db,
  );
  return rows[0];
};
const ALL = { n: PEOPLE, people: PEOPLE };

const unpinned = async () => {
  const { rows } = await sql<{ pins: number; audits: number; events: number }>`
    select (select count(*)::int from livestream_pin where reason = 'ended') as pins,
      (select count(*)::int from audit where action = 'livestream.unpinOver') as audits,
      (select count(*)::int from livestream_event where livestream_id = any(${live}::uuid[])
        and data ->> 'what' = 'pin' and data ->> 'pin' is null) as events`.execute(desk.services.db);
  return rows[0];
};

test("killed repeatedly, with clocks a day off: everybody is reminded once, every pin ends once", async () => {
  const ends: string[] = [];
  for (const [nth, hours] of [
    [3, 24],
    [9, -24],
    [1500, 24],
  ] as const)
    ends.push(await tend(nth, hours));
  expect(ends).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
  expect(await tend(1_000_000, -24)).toBe("0");
  expect(await told("livestreamTomorrow")).toEqual(ALL);
  expect(await unpinned()).toEqual({ pins: live.length, audits: live.length, events: live.length });
});

test("a new start and a cancellation are told once by any number of workers, and after a kill", async () => {
  const { services, union } = desk;
  const patch = { startsAt: await hoursAhead(union, 30), endsAt: await hoursAhead(union, 31) };
  await updateLivestream(union, { id, patch });
  expect(await tend(900, 0)).toBe("SIGKILL");
  await Promise.all([tendLivestreams(services), tendLivestreams(services)]);
  expect(await told("livestreamMoved")).toEqual(ALL);
  await cancelLivestream(union, { id, action: "cancel", reason: "暴雪" });
  await Promise.all([tendLivestreams(services), tendLivestreams(services), tend(900, 0)]);
  await tendLivestreams(services);
  expect(await told("livestreamCancelled")).toEqual(ALL);
});

test("twin: notices without a cause repeat after each kill", async () => {
  const tellAll = () =>
    sql`insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause)
      select gen_random_uuid(), 'account', account_id::text, 'livestreamSoon', 'livestream', livestream_id::text,
        gen_random_uuid()::text
      from livestream_reservation where livestream_id = ${id}`.execute(desk.services.db);
  await tellAll();
  await tellAll();
  expect((await told("livestreamSoon"))?.n).toBe(2 * PEOPLE);
});
