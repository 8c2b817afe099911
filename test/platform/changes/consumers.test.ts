import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  defineConsumer,
  drain,
  feedLag,
  RetryLater,
  rewindConsumer,
  runConsumer,
  sequence,
} from "../../../src/platform/changes/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { testContext } from "../../support/system-context.ts";
import { headSeq, ledger, put, STREAM } from "./feed.ts";

let test: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  test = await testDatabase();
  ctx = await testContext(test.db);
  for (let n = 1; n <= 120; n += 1) await put(test.db, `r${n % 7}`, n);
});
afterAll(() => test.drop());

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("consumer", () => {
  it("gets every change once and in order", async () => {
    const { consumer, rows } = await ledger(test.db, "plain");
    expect(await drain(ctx, [consumer])).toBe(120);
    expect((await rows()).map((row) => row.seq)).toEqual(upTo(120));
    expect((await feedLag(test.db)).consumers).toContainEqual({
      consumer: "plain",
      behind: 0,
      behindS: 0,
      quarantined: 0,
    });
  });

  it("logs size and duration of each batch at debug level", async () => {
    const { consumer } = await ledger(test.db, "timed");
    const lines: [Record<string, unknown>, string][] = [];
    const log = { ...ctx.log, debug: (...line: [Record<string, unknown>, string]) => void lines.push(line) };
    expect(await runConsumer({ ...ctx, log }, consumer)).toBe(50);
    expect(lines).toEqual([
      [{ consumer: "timed", stream: STREAM, changes: 50, durationMs: expect.any(Number) }, "consumer"],
    ]);
  });

  it("repeats and loses nothing when killed between effect and cursor", async () => {
    const { consumer, rows } = await ledger(test.db, "cut");
    let runs = 0;
    const cut = defineConsumer({
      ...consumer,
      async apply(tx, c, changes) {
        await consumer.apply(tx, c, changes);
        runs += 1;
        if (runs % 2 === 1) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      },
    });
    let cuts = 0;
    for (let round = 0; round < 20; round += 1)
      await runConsumer(ctx, cut).catch(() => {
        cuts += 1;
      });
    expect(cuts).toBeGreaterThanOrEqual(3);
    expect((await rows()).map((row) => row.seq)).toEqual(upTo(120));
  });

  it("twin: with the cursor in its own transaction it repeats", async () => {
    const { consumer, rows } = await ledger(test.db, "twin");
    let runs = 0;
    const twin = defineConsumer({
      ...consumer,
      async apply(tx, c, changes) {
        await test.db.transaction().execute((own) => consumer.apply(own, c, changes));
        runs += 1;
        if (runs % 2 === 1) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
      },
    });
    for (let round = 0; round < 20; round += 1) await runConsumer(ctx, twin).catch(() => undefined);
    expect((await rows()).length).toBeGreaterThan(120);
  });

  it("quarantines a failing change, passes it, and applies the others once", async () => {
    const { consumer, rows } = await ledger(test.db, "poison", (changes) => {
      if (changes.some((change) => change.seq === 60)) throw new Error("cannot read 13812345678");
    });
    await drain(ctx, [consumer]);
    expect((await rows()).map((row) => row.seq)).toEqual(upTo(120).filter((n) => n !== 60));
    const kept = await test.db
      .selectFrom("quarantine")
      .selectAll()
      .where("consumer", "=", "poison")
      .execute();
    expect(kept).toMatchObject([{ stream: STREAM, seq: 60 }]);
    expect(kept[0]?.error).not.toMatch(/\d{4}/);
  });

  it("waits, and quarantines nothing, while a server it needs is down", async () => {
    let away = true;
    const { consumer, rows } = await ledger(test.db, "away", () => {
      if (away) throw new RetryLater("search is away");
    });
    await expect(drain(ctx, [consumer])).rejects.toThrow(RetryLater);
    expect(await rows()).toEqual([]);
    away = false;
    await drain(ctx, [consumer]);
    expect((await rows()).length).toBe(120);
    const kept = await test.db.selectFrom("quarantine").selectAll().where("consumer", "=", "away").execute();
    expect(kept).toEqual([]);
  });

  it("never applies in two processes at once", async () => {
    const { consumer, rows } = await ledger(test.db, "pair");
    const run = async () => {
      for (let idle = 0; idle < 3; ) idle = (await runConsumer(ctx, consumer)) === 0 ? idle + 1 : 0;
    };
    await Promise.all([run(), run(), run()]);
    expect((await rows()).map((row) => row.seq)).toEqual(upTo(120));
  });

  it("passes kinds it did not request without seeing them", async () => {
    const { consumer, rows } = await ledger(test.db, "picky");
    await drain(ctx, [{ ...consumer, kinds: ["enterprise"] }]);
    expect(await rows()).toEqual([]);
    expect((await feedLag(test.db)).consumers).toContainEqual({
      consumer: "picky",
      behind: 0,
      behindS: 0,
      quarantined: 0,
    });
  });

  it("reads everything again after a rewind, and after a new epoch", async () => {
    const { consumer, rows } = await ledger(test.db, "again");
    await drain(ctx, [consumer]);
    await rewindConsumer(test.db, "again");
    await drain(ctx, [consumer]);
    expect((await rows()).length).toBe(240);
    await sql`
      with e as (select * from log_entry where stream = ${STREAM} and seq <= 8)
      insert into log_entry
      select stream, 2, seq, kind, record_id, op, rev, at, header, salt, payload from e`.execute(test.db);
    await sql`
      update log_head set epoch = 2, size = 8, frontier = sha256('') where stream = ${STREAM}`.execute(
      test.db,
    );
    await drain(ctx, [consumer]);
    expect((await rows()).length).toBe(248);
    await put(test.db, "after", 1);
    expect(await sequence(test.db)).toBe(1);
    expect(await headSeq(test.db)).toBe(9);
  });
});
