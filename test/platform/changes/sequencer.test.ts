import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb } from "../../../db/client.ts";
import { emit, feedLag, logName, sequence, verifyEntries } from "../../../src/platform/changes/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { headSeq, opened, put, STREAM, wholeLog } from "./feed.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe("sequencer", () => {
  it("numbers from 1 without gaps, keeps the content, empties the outbox", async () => {
    for (let rev = 1; rev <= 3; rev += 1) await put(test.db, "a", rev, { title: "焊工", pay: 4.5, rev });
    expect((await feedLag(test.db)).unsequenced).toBe(3);
    expect(await sequence(test.db)).toBe(3);
    const { entries, verdict, whole } = await wholeLog(test.db);
    expect(verdict).toMatchObject({ ok: true, frontier: { size: 3 } });
    expect(whole).toBe(true);
    expect(entries.map(opened).map((e) => [e.seq, e.rev, e.payload])).toEqual(
      [1, 2, 3].map((n) => [n, n, { title: "焊工", pay: 4.5, rev: n }]),
    );
    expect((await feedLag(test.db)).unsequenced).toBe(0);
    expect(await sequence(test.db)).toBe(0);
  });

  it("gives a late commit a later number", async () => {
    const before = await headSeq(test.db);
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = test.db.transaction().execute(async (tx) => {
      await emit(tx, { city: "210900", audience: "public", kind: "posting", id: "late", rev: 1, op: "put" });
      written();
      await held;
    });
    await isWritten;
    await put(test.db, "early", 1);
    expect(await sequence(test.db)).toBe(1);
    commit();
    await late;
    expect(await sequence(test.db)).toBe(1);
    const { entries, whole } = await wholeLog(test.db);
    expect(whole).toBe(true);
    expect(entries.slice(before).map((e) => opened(e).id)).toEqual(["early", "late"]);
  });

  it("leaves a stream to the sequencer that holds it, and continues after that one dies in mid-transaction", async () => {
    for (let rev = 1; rev <= 5; rev += 1) await put(test.db, "b", rev);
    const before = await headSeq(test.db);
    const other = createDb(test.url, { max: 1 });
    let pid = 0;
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const transaction = other.transaction().execute(async (tx) => {
      pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid ?? 0;
      await sql`select pg_advisory_xact_lock(hashtextextended(${`sequencer ${STREAM}`}, 0))`.execute(tx);
      await sql`update log_head set size = size + 1 where stream = ${STREAM}`.execute(tx);
      locked();
      await sql`select pg_sleep(60)`.execute(tx);
    });
    // Expected from the start, because the connection can end before the other one gets its answer.
    const died = expect(transaction).rejects.toThrow();
    await isLocked;
    expect(await sequence(test.db)).toBe(0);
    await sql`select pg_terminate_backend(${pid})`.execute(test.db);
    await died;
    await other.destroy();
    expect(await sequence(test.db)).toBe(5);
    expect(await headSeq(test.db)).toBe(before + 5);
    expect((await wholeLog(test.db)).whole).toBe(true);
  });

  it("keeps streams apart", async () => {
    const before = await headSeq(test.db);
    await put(test.db, "c", 1, {}, "211400");
    await put(test.db, "c", 1, {});
    await sequence(test.db);
    expect(await headSeq(test.db, "211400/public")).toBe(1);
    expect(await headSeq(test.db)).toBe(before + 1);
    expect((await wholeLog(test.db, "211400/public")).whole).toBe(true);
  });
});

describe("what an entry proves", () => {
  it("verifies after a payload and its salt were erased", async () => {
    await sql`update log_entry set payload = null, salt = null where stream = ${STREAM} and seq = 2`.execute(
      test.db,
    );
    expect((await wholeLog(test.db)).whole).toBe(true);
  });

  it.each([
    ["a header", `header = replace(header, '"rev":', '"rev":7')`, { ok: true }],
    ["a payload", `payload = '{"n": 78}'`, { ok: false, seq: 6, fault: "PAYLOAD" }],
    ["a payload's white space", `payload = payload || ' '`, { ok: false, seq: 6, fault: "PAYLOAD" }],
    ["a salt", `salt = '\\x00'`, { ok: false, seq: 6, fault: "PAYLOAD" }],
    ["the end of a header", `header = left(header, -1)`, { ok: false, seq: 6, fault: "HEADER" }],
  ])("shows that %s was changed", async (_, change, expected) => {
    await expect(
      test.db.transaction().execute(async (tx) => {
        await sql`update log_entry set ${sql.raw(change)} where stream = ${STREAM} and seq = 6`.execute(tx);
        const { verdict, whole } = await wholeLog(tx);
        expect(verdict).toMatchObject(expected);
        expect(whole).toBe(false);
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
  });

  it("detects a missing entry, and an entry of another log", async () => {
    const { entries } = await wholeLog(test.db);
    const verify = (log: string, of = entries) => verifyEntries(log, of);
    const here = logName(STREAM, 1);
    expect(verify(here, entries.toSpliced(2, 1))).toEqual({ ok: false, seq: 3, fault: "GAP" });
    expect(verify("211400/public/1")).toEqual({ ok: false, seq: 1, fault: "OTHER_LOG" });
    expect(verify(logName(STREAM, 2))).toEqual({ ok: false, seq: 1, fault: "OTHER_LOG" });
  });

  it("names agreement, validity and end of consent in the header", async () => {
    const until = new Date("2027-03-01T00:00:00Z");
    const about = { agreement: "a1", validThrough: until, endsAt: until };
    await test.db.transaction().execute((tx) =>
      emit(tx, {
        city: "210900",
        audience: "to/211400",
        kind: "card",
        id: "p",
        rev: 1,
        op: "put",
        ...about,
      }),
    );
    await sequence(test.db);
    const { entries, whole } = await wholeLog(test.db, "210900/to/211400");
    expect(whole).toBe(true);
    const at = until.toISOString();
    expect(entries.map(opened)).toMatchObject([{ agreement: "a1", validThrough: at, endsAt: at }]);
    expect(entries[0]?.header).not.toContain("payloadDigest");
  });
});
