import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DbOrTx } from "../../../db/client.ts";
import { apply } from "../../../src/applications/index.ts";
import { saveProfile } from "../../../src/candidates/index.ts";
import { suspendEnterprise } from "../../../src/enterprises/index.ts";
import {
  boardUpkeep,
  getFair,
  getStand,
  hubOf,
  listExhibitors,
  listStands,
  listTradesAtFair,
  ownCity,
  readBoard,
  readOwnPeople,
  readPlan,
} from "../../../src/fairs/index.ts";
import { fairEngine, searchPostings } from "../../../src/search/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { officer, person, visitor } from "../../factories/actors.ts";
import { FIRST, FOREIGN, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { announcedFair, publishedFair, registered } from "../../factories/fairs.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { untilBlocked } from "../../support/meeting.ts";
import { code } from "../../support/refusals.ts";

const OPEN = "10 days 1 hour";
const BACK = "-10 days -1 hour";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let opened: Awaited<ReturnType<typeof publishedFair>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  opened = await publishedFair(desk.services, desk.union, { exhibitors: 3 });
  await drainAll(desk.services);
});
afterAll(() => desk.database.drop());

const words = (text: string | null, limit = 20) => ({
  text,
  filter: {},
  sort: "newest" as const,
  cursor: null,
  limit,
  facets: true,
});

describe("exhibitor list", () => {
  test("shows placed enterprises with their booths; hides unplaced and suspended ones", async () => {
    const { services, union } = desk;
    const { fair, companies } = await publishedFair(services, union, { exhibitors: 2 });
    const waiting = await registered(services, union, fair.id);
    const anyone = visitor(services);
    const shown = async () => (await listExhibitors(anyone, fair, {})).items.map((one) => one.enterpriseId);
    expect(await shown()).toEqual(companies.map(({ enterprise }) => enterprise.id));
    expect(await code(getStand(anyone, fair, waiting.registration.id))).toBe("NOT_FOUND");
    const [gone, stays] = companies;
    if (!gone || !stays) throw new Error("no companies");
    await suspendEnterprise(union, { id: gone.enterprise.id, reason: "核查" });
    expect(await shown()).toEqual([stays.enterprise.id]);
    expect(await code(getStand(anyone, fair, gone.registration.id))).toBe("NOT_FOUND");
    const taken = (await readPlan(anyone, fair)).flatMap(({ booths }) =>
      booths.flatMap(({ name }) => name ?? []),
    );
    expect(taken).toEqual([stays.enterprise.name]);
    expect((await listStands(anyone, fair, { endorsedBy: NEIGHBOUR })).length).toBe(0);
  });

  test("filters by city and venue; refuses an invalid cursor", async () => {
    const { services } = desk;
    const { fair } = opened;
    const anyone = visitor(services);
    const by = async (filter: Parameters<typeof listExhibitors>[2]) =>
      (await listExhibitors(anyone, fair, filter)).items.length;
    expect(await by({ city: HOME })).toBe(3);
    expect(await by({ city: NEIGHBOUR })).toBe(0);
    const halls = await Promise.all(fair.venues.map(({ id }) => by({ venueId: id })));
    expect(halls.reduce((all, one) => all + one, 0)).toBe(3);
    expect(await by({ venueId: services.ids.uuid() })).toBe(0);
    expect(await code(listExhibitors(anyone, fair, { cursor: "nonsense" }))).toBe("CURSOR_INVALID");
  });

  test("filters by name, booth and trade; a filter limits the counts of the others, not its own", async () => {
    const { fair, companies } = opened;
    const anyone = visitor(desk.services);
    const company = companies[0];
    if (!company) throw new Error("no company");
    const by = (filter: Parameters<typeof listExhibitors>[2]) => listExhibitors(anyone, fair, filter);
    const ids = async (filter: Parameters<typeof listExhibitors>[2]) =>
      (await by(filter)).items.map(({ registrationId }) => registrationId);
    const { name } = company.enterprise;
    expect(await ids({ name })).toEqual([company.registration.id]);
    expect(await ids({ name: company.registration.booth?.code.toLowerCase() })).toContain(
      company.registration.id,
    );
    expect(await ids({ name: "%" })).toEqual([]);
    expect(await ids({ name: "🙂" })).toEqual([]);
    expect((await ids({ trades: ["welder"] })).length).toBe(3);
    expect(await ids({ trades: ["cook"] })).toEqual([]);
    const venueId = fair.venues[0]?.id;
    const halls = (found: Awaited<ReturnType<typeof by>>) =>
      found.choices.filter(({ kind }) => kind === "venue").map(({ count }) => count);
    expect(halls(await by({ venueId }))).toEqual(halls(await by({})));
    expect(halls(await by({ name, venueId }))).toEqual([1]);
    expect(await listTradesAtFair(anyone, fair)).toEqual([{ occupation: "welder", booths: 3 }]);
    const marked = async (trades: string[]) =>
      (await readPlan(anyone, fair, { trades })).flatMap(({ booths }) =>
        booths.filter(({ matches }) => matches),
      );
    expect((await marked(["welder", "cook"])).length).toBe(3);
    expect(await marked([])).toEqual([]);
  });

  test("a page of the list has the wished length, and the next one goes on", async () => {
    const { fair } = opened;
    const anyone = visitor(desk.services);
    const first = await listExhibitors(anyone, fair, { limit: 2 });
    const second = await listExhibitors(anyone, fair, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    const other = { limit: 2, cursor: first.nextCursor ?? "", trades: ["welder"] };
    expect(await code(listExhibitors(anyone, fair, other))).toBe("CURSOR_INVALID");
  });

  test("a search inside the fair finds its own postings only", async () => {
    const { services, union } = desk;
    const { fair, companies } = opened;
    const company = companies[0];
    if (!company) throw new Error("no company");
    const elsewhere = await publishedPosting(
      { member: company.member, officer: union },
      company.enterprise.id,
    );
    await drainAll(services);
    const anyone = visitor(services);
    const engine = fairEngine(anyone, fair.id);
    const found = await searchPostings(anyone, engine, words("焊工"));
    expect(found.items.map(({ id }) => id).sort()).toEqual(companies.map(({ posting }) => posting.id).sort());
    expect(found.items.map(({ id }) => id)).not.toContain(elsewhere.id);
    expect((await searchPostings(anyone, engine, words("会计"))).total).toBe(0);
    const first = await searchPostings(anyone, engine, words(null, 2));
    const second = await searchPostings(anyone, engine, { ...words(null, 2), cursor: first.nextCursor });
    expect([first.total, first.items.length, second.items.length]).toEqual([3, 2, 1]);
    const other = fairEngine(anyone, services.ids.uuid());
    const moved = searchPostings(anyone, other, { ...words(null, 2), cursor: first.nextCursor });
    expect(await code(moved)).toBe("CURSOR_INVALID");
    expect((await searchPostings(visitor(services, "east"), engine, words("焊工"))).total).toBe(0);
  });
});

describe("a city's own view", () => {
  test("counts its people by residence, and names nobody", async () => {
    const { services, union } = desk;
    const { fair, companies } = await publishedFair(services, union);
    const seeker = await person(services, { agreement: FIRST.slug });
    await saveProfile(seeker, { callName: "赵师傅", skills: ["welder"], places: [HOME] });
    await desk.database.db
      .updateTable("profile")
      .set({ city: NEIGHBOUR })
      .where("accountId", "=", seeker.actor.accountId)
      .execute();
    await apply(seeker, { postingId: companies[0]?.posting.id ?? "", channel: "fair" });
    const venueId = fair.venues[0]?.id ?? "";
    const ticket = { id: services.ids.uuid(), reference: services.ids.reference(), fairId: fair.id, venueId };
    const accountId = seeker.actor.accountId;
    await desk.database.db
      .insertInto("fairTicket")
      .values({ ...ticket, accountId, status: "valid", enteredAt: new Date() })
      .execute();
    const partner = await officer(services, NEIGHBOUR);
    const ours = await readOwnPeople(partner, fair.id);
    expect(ours.people).toEqual({ tickets: 1, entered: 1, applications: 1, confirmed: 0 });
    expect(JSON.stringify(ours)).not.toContain("赵师傅");
    expect((await readOwnPeople(union, fair.id)).people.tickets).toBe(0);
    expect(await code(ownCity(await officer(services, FOREIGN), fair.id))).toBe("NOT_FOUND");
  });
});

describe("board", () => {
  const events = (fairId: string) =>
    desk.database.db
      .selectFrom("fairBoardEvent")
      .select(["seq", "state"])
      .where("fairId", "=", fairId)
      .orderBy("seq")
      .execute();

  async function enter(fairId: string): Promise<void> {
    const { services } = desk;
    const fair = await getFair(visitor(services), { id: fairId });
    const ids = { id: services.ids.uuid(), reference: services.ids.reference(), fairId };
    await desk.database.db
      .insertInto("fairTicket")
      .values({ ...ids, venueId: fair.venues[0]?.id ?? "", status: "valid", enteredAt: new Date() })
      .execute();
  }

  test("stores changes at most once a second, whoever counts; numbers have no gap", async () => {
    const { services, union, database } = desk;
    const { fair } = await publishedFair(services, union);
    await database.travel(OPEN);
    await boardUpkeep(services);
    await database.travel("2 seconds");
    await boardUpkeep(services);
    expect((await events(fair.id)).map(({ seq }) => seq)).toEqual([1]);
    await enter(fair.id);
    await Promise.all(Array.from({ length: 8 }, () => boardUpkeep(services)));
    // Turns the clock back, so that less than a second has passed since the last event even on a slow
    // machine.
    await database.travel("-10 minutes");
    await enter(fair.id);
    await boardUpkeep(services);
    expect((await events(fair.id)).map(({ seq }) => seq)).toEqual([1, 2]);
    await database.travel("10 minutes 1 second");
    await boardUpkeep(services);
    const all = await events(fair.id);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(all.at(-1)?.state).toMatchObject({ figures: { people: 2, enterprises: 1, intents: 0 } });
    expect(await readBoard(visitor(services), fair.id)).toMatchObject({ seq: 3 });
    await database.travel("-3 seconds");
    await database.travel(BACK);
  });

  test("twin: two writers that only add one to the last number take the same one", async () => {
    const { services, union } = desk;
    const { fair } = await publishedFair(services, union);
    const next = (db: DbOrTx) =>
      sql`insert into fair_board_event (fair_id, seq, state)
        select ${fair.id}, coalesce(max(seq), 0) + 1, '{}' from fair_board_event where fair_id = ${fair.id}`.execute(
        db,
      );
    let second: Promise<unknown> = Promise.resolve();
    await desk.database.db.transaction().execute(async (tx) => {
      await next(tx);
      second = next(desk.database.db).then(
        () => "written",
        (error: unknown) => String(error),
      );
      await untilBlocked(desk.database.db);
    });
    expect(await second).toContain("duplicate key");
  });

  test("is counted at once outside the fair's hours, and missing before publication", async () => {
    const { services, union } = desk;
    const { fair } = await publishedFair(services, union);
    await enter(fair.id);
    expect(await readBoard(visitor(services), fair.id)).toMatchObject({
      seq: 0,
      state: { figures: { people: 1, enterprises: 1, positions: 5 } },
    });
    const announced = await announcedFair(union);
    expect(await code(readBoard(visitor(services), announced.id))).toBe("NOT_FOUND");
    expect(await code(readBoard(visitor(services, "east"), fair.id))).toBe("NOT_FOUND");
  });

  test("sends a screen the newest event, missed events by id, and the same bytes to all", async () => {
    const { services, union, database } = desk;
    const { fair } = await publishedFair(services, union);
    await database.travel(OPEN);
    for (let n = 0; n < 3; n += 1) {
      await enter(fair.id);
      await database.travel("1 second");
      await boardUpkeep(services);
    }
    const hub = hubOf(services);
    const read = async (after: number | null) => {
      const reader = (await hub.open(fair.id, { after })).getReader();
      const next = async () => new TextDecoder().decode((await reader.read()).value).split("\n")[0];
      return { reader, next };
    };
    const [fresh, missed, ahead] = [await read(null), await read(1), await read(99)];
    expect(await fresh.next()).toMatch(/^retry: \d{4,5}$/);
    expect(await fresh.next()).toBe("id: 3");
    await missed.next();
    expect([await missed.next(), await missed.next()]).toEqual(["id: 2", "id: 3"]);
    await ahead.next();
    expect(await ahead.next()).toBe("id: 3");
    await enter(fair.id);
    await database.travel("1 second");
    await boardUpkeep(services);
    await hub.look();
    const bytes = await Promise.all([fresh, missed, ahead].map(({ reader }) => reader.read()));
    expect(new Set(bytes.map(({ value }) => value)).size).toBe(1);
    expect(hub.listeners()).toBe(3);
    await Promise.all([fresh, missed].map(({ reader }) => reader.cancel()));
    expect(hub.listeners()).toBe(1);
    hub.close();
    expect((await ahead.reader.read()).done).toBe(true);
    expect(hub.listeners()).toBe(0);
    await database.travel("-4 seconds");
    await database.travel(BACK);
  });
});
