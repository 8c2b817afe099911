import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb } from "../../../db/client.ts";
import { emit, feedLag, genesisHash, sequence, verifyChain } from "../../../src/platform/changes/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { headSeq, put, STREAM, wholeChain } from "./feed.ts";

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
    const { entries, verdict } = await wholeChain(test.db);
    expect(verdict).toMatchObject({ ok: true, head: { seq: 3 } });
    expect(entries.map((e) => [e.header.seq, e.header.rev, e.payload])).toEqual(
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
    const { entries, verdict } = await wholeChain(test.db);
    expect(verdict.ok).toBe(true);
    expect(entries.slice(before).map((e) => e.header.id)).toEqual(["early", "late"]);
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
      await sql`update stream_head set seq = seq + 1 where stream = ${STREAM}`.execute(tx);
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
    expect((await wholeChain(test.db)).verdict.ok).toBe(true);
  });

  it("keeps streams apart", async () => {
    const before = await headSeq(test.db);
    await put(test.db, "c", 1, {}, "211400");
    await put(test.db, "c", 1, {});
    await sequence(test.db);
    expect(await headSeq(test.db, "211400/public")).toBe(1);
    expect(await headSeq(test.db)).toBe(before + 1);
    expect((await wholeChain(test.db, "211400/public")).verdict.ok).toBe(true);
  });
});

describe("hash chain", () => {
  it("verifies after a payload and its salt were erased", async () => {
    await sql`update change set payload = null, salt = null where stream = ${STREAM} and seq = 2`.execute(
      test.db,
    );
    expect((await wholeChain(test.db)).verdict.ok).toBe(true);
  });

  it.each([
    ["a header", "HASH", `header = jsonb_set(header, '{rev}', '77')`],
    ["a payload", "PAYLOAD", `payload = '{"n": 78}'`],
    ["a salt", "PAYLOAD", `salt = '\\x00'`],
    ["a hash", "HASH", `hash = set_byte(hash, 31, get_byte(hash, 31) # 1)`],
  ])("shows that %s was changed", async (_, fault, change) => {
    await expect(
      test.db.transaction().execute(async (tx) => {
        await sql`update change set ${sql.raw(change)} where stream = ${STREAM} and seq = 6`.execute(tx);
        const { rows } = await sql<{ header: never; salt: Buffer; payload: unknown; hash: Buffer }>`
          select header, salt, payload, hash from change where stream = ${STREAM} order by seq`.execute(tx);
        const verdict = await verifyChain(rows, {
          stream: STREAM,
          epoch: 1,
          seq: 0,
          hash: await genesisHash(STREAM, 1),
        });
        expect(verdict).toEqual({ ok: false, seq: 6, fault });
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
  });

  it("detects a missing entry, and an entry of another stream", async () => {
    const { entries } = await wholeChain(test.db);
    const start = { stream: STREAM, epoch: 1, seq: 0, hash: await genesisHash(STREAM, 1) };
    expect(await verifyChain(entries.toSpliced(2, 1), start)).toEqual({ ok: false, seq: 3, fault: "GAP" });
    const elsewhere = { ...start, stream: "211400/public" };
    expect(await verifyChain(entries, elsewhere)).toEqual({ ok: false, seq: 1, fault: "OTHER_STREAM" });
  });
});
