import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkIn,
  type FairView,
  getScannerPack,
  listEntrances,
  scanAtBooth,
  setSlots,
  takeTicket,
} from "../../../src/fairs/index.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import { person } from "../../factories/actors.ts";
import { DOORS_OPEN_H, fairWithBooths, ticketFor } from "../../factories/booth-desk.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { hoursAhead, publishedFair, updateConfirmed } from "../../factories/fairs.ts";
import { fields } from "../../support/refusals.ts";

type Verdict = { outcome: string };
type Judge = (
  text: string,
  how: { pack: unknown; seen: object; direction: "in"; nowMs: number },
) => Promise<Verdict>;

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let judge: Judge;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  // A person who entered yesterday counts as outside, so the fairs open long before midnight.
  await desk.database.travel(`${minutesToMorning(await databaseNow(desk.database.db))} minutes`);
  const script = new URL("../../../src/web/assets/static/scanner/check-ticket.js", import.meta.url);
  ({ judge } = await import(pathToFileURL(script.pathname).href));
});
afterAll(() => desk.database.drop());

const HOUR_MS = 3_600_000;
/** Returns the minutes from a time to the next six o'clock in the morning in Asia/Shanghai (UTC+8). */
const minutesToMorning = (now: Date) => {
  const minutes = (now.getUTCHours() + 8) * 60 + now.getUTCMinutes();
  return (24 + 6) * 60 - (minutes % (24 * 60));
};
const shifted = (time: string, hours: number) => new Date(Date.parse(time) + hours * HOUR_MS).toISOString();

/** Creates a fair that opens in three hours, for six hours, and tickets whose codes are on paper already. */
async function fairWithCodes(slots: boolean) {
  const { union, services } = desk;
  const { fair } = await publishedFair(services, union, {
    registrationClosesAt: await hoursAhead(union, 1),
    opensAt: await hoursAhead(union, 3),
    closesAt: await hoursAhead(union, 9),
  });
  const venueId = fair.venues[0]?.id ?? "";
  const ask = async (slotId?: string) => {
    const ctx = await person(services, { agreement: "west" });
    const { ticket } = await takeTicket(ctx, { fairId: fair.id, venueId, ...(slotId ? { slotId } : {}) });
    return ticket.code ?? "";
  };
  const codes = slots ? [] : [await ask(), await ask()];
  if (slots) {
    const at = (from: number) => ({
      startsAt: shifted(fair.opensAt, from),
      endsAt: shifted(fair.opensAt, from + 1),
      capacity: 9,
    });
    await setSlots(union, { fairId: fair.id, venueId, slots: [at(0), at(2)] });
    const [entrance] = await listEntrances(union, fair.id);
    for (const { id } of entrance?.slots ?? []) codes.push(await ask(id), await ask(id));
  }
  return { fair, venueId, codes };
}

/** Scans every code with and without network at this time. Returns both outcomes of each, by code. */
async function compare({ fair, venueId, codes }: { fair: FairView; venueId: string; codes: string[] }) {
  const pairs: [string, string][] = [];
  for (const code of codes) {
    const pack = await getScannerPack(desk.union, { fairId: fair.id, venueId });
    const nowMs = Date.parse(pack.now);
    const offline = await judge(code, { pack, seen: {}, direction: "in", nowMs });
    const scan = {
      id: desk.services.ids.uuid(),
      code,
      direction: "in" as const,
      deviceAt: null,
      claimed: null,
    };
    const { items } = await checkIn(desk.union, { fairId: fair.id, venueId, gate: "1", scans: [scan] });
    pairs.push([offline.outcome, items[0]?.outcome ?? ""]);
  }
  return pairs;
}

const CHANGES: Record<string, (fair: FairView) => { opensAt?: string; closesAt?: string }> = {
  "no change": () => ({}),
  longer: ({ closesAt }) => ({ closesAt: shifted(closesAt, 3) }),
  shorter: ({ closesAt }) => ({ closesAt: shifted(closesAt, -2) }),
  "another day": ({ opensAt, closesAt }) => ({
    opensAt: shifted(opensAt, 24),
    closesAt: shifted(closesAt, 24),
  }),
  earlier: ({ opensAt, closesAt }) => ({
    opensAt: shifted(opensAt, -1.5),
    closesAt: shifted(closesAt, -1.5),
  }),
};
/** Hours after the former opening at which the codes are scanned: from long before to long after. */
const TIMES_H = [-2.5, -1.7, -0.2, 1.6, 4.5, 7, 23.7, 26, 31];

describe("codes on paper, after a change of the fair", () => {
  test.each(
    Object.entries(CHANGES).flatMap(([name, change]) =>
      [true, false].map((slots) => ({ name, slots, change })),
    ),
  )("$name, entry slots $slots: the gate without network and the server agree", async ({ slots, change }) => {
    const { database, union } = desk;
    const made = await fairWithCodes(slots);
    const patch = change(made.fair);
    if (Object.keys(patch).length > 0) await updateConfirmed(union, { id: made.fair.id, patch });
    let at = -3;
    const seen = new Set<string>();
    for (const time of TIMES_H) {
      await database.travel(`${Math.round((time - at) * 60)} minutes`);
      at = time;
      for (const [offline, online] of await compare(made)) {
        expect(offline, `at ${time}`).toBe(online);
        seen.add(online);
      }
    }
    expect([...seen].sort()).toEqual(["admitted", "again", "early", "over"]);
    await database.travel(`${Math.round((-3 - at) * 60)} minutes`);
  });

  test("another entry time for tickets that are out: both follow the new one", async () => {
    const { database } = desk;
    const made = await fairWithCodes(true);
    const at = (hours: number) => new Date(shifted(made.fair.opensAt, hours));
    await database.db
      .updateTable("fairSlot")
      .set({ startsAt: at(4), endsAt: at(5) })
      .where("venueId", "=", made.venueId)
      .where("startsAt", "=", at(2))
      .execute();
    await database.travel("5 hours");
    const pairs = await compare(made);
    expect(pairs.map(([offline]) => offline)).toEqual(pairs.map(([, online]) => online));
    expect(pairs.at(-1)).toEqual(["early", "early"]);
    await database.travel("-5 hours");
  });

  test("a ticket that the package does not carry, or no package: the code's own times decide", async () => {
    const { union } = desk;
    const { fair, venueId, codes } = await fairWithCodes(true);
    const pack = await getScannerPack(union, { fairId: fair.id, venueId });
    const late = codes.at(-1) ?? "";
    const at = (hours: number) => Date.parse(shifted(fair.opensAt, hours));
    const unknown = { ...pack, entries: pack.entries.map((group) => ({ ...group, tickets: [fair.id] })) };
    const say = async (given: unknown, hours: number) =>
      (await judge(late, { pack: given, seen: {}, direction: "in", nowMs: at(hours) })).outcome;
    expect([await say(unknown, 1), await say(unknown, 1.6)]).toEqual(["early", "admitted"]);
    expect([await say(null, 1), await say(null, 1.6), await say(null, 7)]).toEqual([
      "early",
      "unverified",
      "over",
    ]);
  });
});

describe("the booth desk", () => {
  test("refuses the code of another hall, and counts no visit and no intent", async () => {
    const { services, union, database } = desk;
    const world = await fairWithBooths(services, union, 1, DOORS_OPEN_H);
    const other = world.fair.venues.find(({ id }) => id !== world.hall.venueId);
    expect(other?.city).toBe(NEIGHBOUR);
    const { code } = await ticketFor(services, { fairId: world.fair.id, venueId: other?.id ?? "" });
    const { member, registrationId, posting } = world.first;
    const shown = { nonce: services.ids.uuid(), registrationId, code, postingId: posting.id, intent: true };
    expect(await fields(scanAtBooth(member, shown))).toEqual(["code:OTHER_VENUE"]);
    for (const table of ["boothVisit", "fairIntent"] as const)
      expect(
        await database.db.selectFrom(table).select("id").where("fairId", "=", world.fair.id).execute(),
      ).toEqual([]);
  });

  test("says that no gate has scanned a code yet, until one has", async () => {
    const { services, union } = desk;
    const world = await fairWithBooths(services, union, 1, DOORS_OPEN_H);
    const { code } = await ticketFor(services, world.hall);
    const { member, registrationId, posting } = world.first;
    const scan = () =>
      scanAtBooth(member, { nonce: services.ids.uuid(), registrationId, code, postingId: posting.id });
    expect((await scan()).entered).toBe(false);
    const one = { id: services.ids.uuid(), code, direction: "in" as const, deviceAt: null, claimed: null };
    await checkIn(union, { ...world.hall, gate: "1", scans: [one] });
    expect((await scan()).entered).toBe(true);
  });
});
