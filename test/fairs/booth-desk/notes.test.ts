import { Migrator, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrations } from "../../../db/migrations/index.ts";
import { insertNote } from "../../../src/fairs/booth-desk/store/notes.ts";
import {
  boothInterviews,
  exportVisits,
  listVisits,
  noteVisit,
  openSlots,
  scanAtBooth,
} from "../../../src/fairs/index.ts";
import { databaseNow, inTransaction } from "../../../src/platform/core/store.ts";
import { asMember, person } from "../../factories/actors.ts";
import { DOORS_OPEN_H, fairWithBooths, holder } from "../../factories/booth-desk.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { testDatabase } from "../../support/database.ts";
import { untilBlocked } from "../../support/meeting.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let world: Awaited<ReturnType<typeof fairWithBooths>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  world = await fairWithBooths(desk.services, desk.union, 1, DOORS_OPEN_H);
});
afterAll(() => desk.database.drop());

const at = () => ({ registrationId: world.first.registrationId });
const scan = (code: string, more: Partial<Parameters<typeof scanAtBooth>[1]> = {}) =>
  scanAtBooth(world.first.member, {
    nonce: desk.services.ids.uuid(),
    code,
    postingId: world.first.posting.id,
    ...at(),
    ...more,
  });
/** Returns another member of the booth's enterprise. */
const colleague = async () => asMember(await person(desk.services), world.first.enterprise);
/** Returns the notes of a visit as the enterprise reads them. */
async function notesAt(visitId: string) {
  const { items } = await listVisits(world.first.member, at());
  return items.find(({ id }) => id === visitId)?.notes ?? [];
}
const texts = async (visitId: string) => (await notesAt(visitId)).map(({ note }) => note);
const minutesAgo = async (minutes: number) =>
  new Date((await databaseNow(desk.database.db)).getTime() - minutes * 60_000).toISOString();

describe("notes about a visit", () => {
  test("of two recruiters both stay, each with author and time, in the list and in the export", async () => {
    const { code } = await holder(desk.services, world.hall);
    const second = await colleague();
    const { visitId } = await scan(code, { note: "会二保焊" });
    await noteVisit(second, { ...at(), visitId, note: "下周一来面试" });
    const { label } = world.first.member.actor;
    const wanted = [
      { note: "会二保焊", author: label },
      { note: "下周一来面试", author: second.actor.label },
    ];
    const listed = await notesAt(visitId);
    expect(listed).toMatchObject(wanted);
    for (const { at: time } of listed) expect(Date.parse(time)).toBeGreaterThan(0);
    const exported = await exportVisits(world.first.member, world.first.registrationId);
    expect(exported.find(({ id }) => id === visitId)?.notes).toMatchObject(wanted);
  });

  test("made earlier without network comes before the newer note, which stays", async () => {
    const { code } = await holder(desk.services, world.hall);
    const { visitId } = await scan(code, { note: "newer" });
    const heldSince = await minutesAgo(3);
    await scan(code, { note: "older", heldSince });
    expect(await texts(visitId)).toEqual(["older", "newer"]);
    expect((await notesAt(visitId))[0]?.at).toBe(heldSince);
    await scan(code, { note: "clock ahead", heldSince: await minutesAgo(-600) });
    await scan(code, { note: "clock behind", heldSince: "1970-01-01T00:00:00Z" });
    expect(await texts(visitId)).toEqual(["older", "newer", "clock ahead", "clock behind"]);
  });

  test("of an author without a name carries the masked phone", async () => {
    const { code } = await holder(desk.services, world.hall);
    const { visitId } = await scan(code, { note: "no name" });
    await sql`update account set name = null where id = ${world.first.member.actor.accountId}`.execute(
      desk.database.db,
    );
    expect((await notesAt(visitId))[0]?.author).toMatch(/^139\*{4}\d{4}$/);
    await sql`update account set name = ${world.first.member.actor.label}
      where id = ${world.first.member.actor.accountId}`.execute(desk.database.db);
  });

  test("written at once all stay; the same note of one author, sent twice at once, counts once", async () => {
    const { code } = await holder(desk.services, world.hall);
    const { visitId } = await scan(code);
    const { member } = world.first;
    const second = await colleague();
    const notes = Array.from({ length: 12 }, (_, n) => `note ${n}`);
    const write = (by: typeof second) => notes.map((note) => noteVisit(by, { ...at(), visitId, note }));
    await Promise.all([...write(member), ...write(member), ...write(second)]);
    expect((await texts(visitId)).sort()).toEqual([...notes, ...notes].sort());
  });

  test("stand beside the person's interview too", async () => {
    const { services, database } = desk;
    const { code, ctx, ticketId } = await holder(services, world.hall);
    const { visitId } = await scan(code, { note: "seen at the booth" });
    await openSlots(world.first.member, {
      ...at(),
      recruiter: 1,
      from: world.fair.opensAt,
      to: new Date(Date.parse(world.fair.opensAt) + 900_000).toISOString(),
      minutes: 15,
      capacity: 1,
    });
    const slot = await database.db.selectFrom("interviewSlot").selectAll().executeTakeFirstOrThrow();
    const { id: slotId, startsAt, endsAt, capacity } = slot;
    const { accountId } = ctx.actor;
    await database.db
      .insertInto("interview")
      .values({
        id: services.ids.uuid(),
        fairId: world.fair.id,
        ...at(),
        ...{ slotId, startsAt, endsAt, capacity, seat: 1, ticketId, accountId, personId: accountId },
        postingId: world.first.posting.id,
        remote: false,
        status: "booked",
      })
      .execute();
    const { interviews } = await boothInterviews(world.first.member, world.first.registrationId);
    expect(interviews[0]?.notes).toEqual(await notesAt(visitId));
    expect(interviews[0]?.notes).toHaveLength(1);
  });

  test("end with their visit", async () => {
    const { code } = await holder(desk.services, world.hall, { card: false });
    const { visitId } = await scan(code, { callName: "李女士", note: "erase me" });
    await sql`delete from booth_visit where id = ${visitId}`.execute(desk.database.db);
    const left = await desk.database.db
      .selectFrom("boothNote")
      .select("id")
      .where("visitId", "=", visitId)
      .execute();
    expect(left).toEqual([]);
  });
});

describe("twins", () => {
  test("without the unique key a note sent many times at once counts many times", async () => {
    const { code } = await holder(desk.services, world.hall);
    const { visitId } = await scan(code);
    const own = { visitId, note: "twice", authorId: null, writtenAt: new Date() };
    const both = () =>
      Promise.all(
        [1, 2].map(() =>
          inTransaction(desk.services, (tx) => insertNote(tx, { id: desk.services.ids.uuid(), ...own })),
        ),
      );
    expect((await both()).sort()).toEqual([false, true]);
    const plain = (n: number) =>
      sql`insert into loose_note select ${desk.services.ids.uuid()}, ${visitId}, ${own.note}, null, now(), now()
        where not exists (select 1 from loose_note) and ${n} > 0`;
    await sql`create table loose_note as select * from booth_note where false`.execute(desk.database.db);
    await desk.database.db.transaction().execute(async (tx) => {
      await plain(1).execute(tx);
      await plain(2).execute(desk.database.db);
    });
    const { rows } = await sql`select 1 from loose_note`.execute(desk.database.db);
    expect(rows).toHaveLength(2);
  });

  test("with one text for a visit, the second of two writes at once erases the first", async () => {
    const { db } = desk.database;
    await sql`create table one_note as select 1 as visit, null::text as note`.execute(db);
    const write = (note: string) => sql`update one_note set note = ${note}`;
    let second: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      await write("first").execute(tx);
      second = write("second").execute(db);
      await untilBlocked(db);
    });
    await second;
    expect((await sql`select note from one_note`.execute(db)).rows).toEqual([{ note: "second" }]);
  });
});

test("the migration keeps each note, with the author that the audit proves", async () => {
  const database = await testDatabase({ server: { url: inject("adminUrl"), template: "template0" } });
  const { db } = database;
  const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  expect((await migrator.migrateTo("0032_printed_tickets")).error).toBeUndefined();
  const visit = (n: number, note: string | null, created: string, updated: string) => sql`
    insert into booth_visit (id, fair_id, registration_id, person_id, ticket_id, note, created_at, updated_at)
    values (${id(n)}, ${id(8)}, ${id(8)}, ${id(n)}, ${id(8)}, ${note}, ${created}, ${updated})`;
  const audit = (n: number, action: string, time: string, of: number) => sql`
    insert into audit (id, at, actor_kind, account_id, action, subject_kind, subject_id)
    values (${id(n)}, ${time}, 'account', ${id(9)}, ${action}, 'boothVisit', ${id(of)})`;
  const [nine, ten] = ["2026-05-25T01:00:00Z", "2026-05-25T02:00:00Z"];
  await db.transaction().execute(async (tx) => {
    // Disables foreign keys, so that the rows need no fair, ticket or city.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into account (id, phone_index, phone_sealed) values (${id(9)}, 'a', 'b')`.execute(tx);
    for (const row of [
      visit(1, "by note", nine, ten),
      audit(1, "booth.note", ten, 1),
      visit(2, "by first scan", nine, nine),
      audit(2, "booth.scan", nine, 2),
      visit(3, "by some scan", nine, ten),
      audit(3, "booth.scan", ten, 3),
      visit(4, null, nine, ten),
    ])
      await row.execute(tx);
  });
  expect((await migrator.migrateTo("0035_booth_notes")).error).toBeUndefined();
  const kept = await db
    .selectFrom("boothNote")
    .select(["note", "authorId", "writtenAt"])
    .orderBy("visitId")
    .execute();
  expect(kept).toEqual([
    { note: "by note", authorId: id(9), writtenAt: new Date(ten) },
    { note: "by first scan", authorId: id(9), writtenAt: new Date(nine) },
    { note: "by some scan", authorId: null, writtenAt: new Date(ten) },
  ]);
  await database.drop();
});
