import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takePublish, takeUnpublish } from "../../../src/livestreams/signal/callbacks/take-callbacks.ts";
import { untilBlocked } from "../../support/meeting.ts";
import { openSignals } from "./world.ts";

let world: Awaited<ReturnType<typeof openSignals>>;
beforeAll(async () => {
  world = await openSignals();
});
afterAll(() => world.database.drop());

const ASKS = { asks: true };
const publish = (name: string, client: string, key: string) =>
  takePublish(world.ctx, ASKS, { name, client, key });
const unpublish = (name: string, client: string) => takeUnpublish(world.ctx, ASKS, { name, client });

async function opened(given: Parameters<typeof world.livestream>[0] = {}) {
  const id = await world.livestream(given);
  return { id, ...(await world.serverSource(id)) };
}
/** Makes the open take as old as this, without a picture. */
const age = (livestreamId: string, interval: string) =>
  sql`update livestream_take set started_at = app.now() - ${interval}::interval
    where livestream_id = ${livestreamId}::uuid`.execute(world.database.db);

describe("a publisher", () => {
  test("comes in with the right key, and its end ends its take", async () => {
    const { id, name, key } = await opened();
    expect(await publish(name, "7", key)).toBe("accepted");
    await unpublish(name, "7");
    expect(await world.takes(id)).toMatchObject([{ client: "7", reason: "unpublished" }]);
  });

  test("with a wrong key, a wrong name or another livestream's key is refused", async () => {
    const { id, name } = await opened();
    const other = await opened();
    await world.database.db
      .updateTable("livestreamSource")
      .set({ keyHash: Buffer.alloc(32) })
      .where("livestreamId", "=", other.id)
      .execute();
    expect(await publish(name, "7", "wrong")).toBe("wrongKey");
    expect(await publish("0".repeat(16), "7", "k".repeat(22))).toBe("wrongKey");
    expect(await publish(other.name, "7", "k".repeat(22))).toBe("wrongKey");
    expect(await world.takes(id)).toEqual([]);
  });

  test("of a cancelled livestream, and of one that is long over, is refused", async () => {
    const cancelled = await opened({ status: "cancelled" });
    const over = await opened({ startsInMin: -300, lastsMin: 60 });
    const early = await opened({ startsInMin: 3_000 });
    expect(await publish(cancelled.name, "7", cancelled.key)).toBe("wrongKey");
    expect(await publish(over.name, "7", over.key)).toBe("wrongKey");
    expect(await publish(early.name, "7", early.key)).toBe("accepted");
  });

  test("is refused while another one sends, and its end ends nothing", async () => {
    const { id, name, key } = await opened();
    expect(await publish(name, "7", key)).toBe("accepted");
    expect(await publish(name, "8", key)).toBe("taken");
    await unpublish(name, "8");
    expect(await world.takes(id)).toMatchObject([{ client: "7", reason: null }]);
    expect(await publish(name, "8", key)).toBe("taken");
  });

  test("told twice comes in once, and an end told twice or first changes nothing", async () => {
    const { id, name, key } = await opened();
    await unpublish(name, "7");
    expect([await publish(name, "7", key), await publish(name, "7", key)]).toEqual(["accepted", "accepted"]);
    await unpublish(name, "7");
    await unpublish(name, "7");
    expect(await publish(name, "9", key)).toBe("accepted");
    await unpublish(name, "7");
    expect(await world.takes(id)).toMatchObject([
      { client: "7", reason: "unpublished" },
      { client: "9", reason: null },
    ]);
  });

  test("replaces one whose end was lost, once its picture stands still", async () => {
    const { id, name, key } = await opened();
    expect(await publish(name, "7", key)).toBe("accepted");
    await age(id, "3 seconds");
    expect(await publish(name, "8", key)).toBe("taken");
    await age(id, "11 seconds");
    expect(await publish(name, "8", key)).toBe("accepted");
    expect(await world.takes(id)).toMatchObject([
      { client: "7", reason: "replaced" },
      { client: "8", reason: null },
    ]);
  });

  test("does not replace one whose picture moves", async () => {
    const { id, name, key } = await opened();
    await publish(name, "7", key);
    await age(id, "1 hour");
    await sql`update livestream_take set first_advanced_at = app.now(), advanced_at = app.now() - interval '5 seconds'
      where livestream_id = ${id}::uuid`.execute(world.database.db);
    expect(await publish(name, "8", key)).toBe("taken");
  });
});

describe("several publishers at once", () => {
  const CLIENTS = ["1", "2", "3", "4"];

  /** Lets all ask while the source is locked, so that each decides by what it saw before the others wrote. */
  async function race({ id, name, key }: Awaited<ReturnType<typeof opened>>): Promise<string[]> {
    const { db } = world.database;
    let asked: Promise<string>[] = [];
    await db.transaction().execute(async (tx) => {
      await sql`select 1 from livestream_source where livestream_id = ${id}::uuid for update`.execute(tx);
      asked = CLIENTS.map((client) => publish(name, client, key));
      await untilBlocked(db, CLIENTS.length);
    });
    return (await Promise.all(asked)).sort();
  }

  test("one comes in", async () => {
    const one = await opened();
    expect(await race(one)).toEqual(["accepted", "taken", "taken", "taken"]);
    expect(await world.takes(one.id)).toHaveLength(1);
  });

  test("one replaces a picture that stands still", async () => {
    const one = await opened();
    await publish(one.name, "0", one.key);
    await age(one.id, "1 minute");
    expect(await race(one)).toEqual(["accepted", "taken", "taken", "taken"]);
    expect(await world.takes(one.id)).toHaveLength(2);
  });

  test("twin: without the index of open takes all come in", async () => {
    const { db } = world.database;
    const one = await opened();
    await sql`drop index livestream_take_open`.execute(db);
    expect(await race(one)).toEqual(["accepted", "accepted", "accepted", "accepted"]);
    await sql`delete from livestream_take where livestream_id = ${one.id}::uuid`.execute(db);
    await sql`create unique index livestream_take_open on livestream_take (livestream_id)
      where ended_at is null`.execute(db);
  });
});
