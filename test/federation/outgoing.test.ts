import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  commandsOf,
  expireCommands,
  pauseAfter,
  settleCommand,
  stateAfter,
  takeDue,
  writeCommand,
} from "../../src/peers/index.ts";
import { contextFor, type RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { type TestApp, testApp } from "../support/app.ts";

let t: TestApp;
let ctx: RequestContext;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  ctx = contextFor(t.services, { kind: "system", name: "commands" });
});
afterAll(() => t.close());
beforeEach(async () => {
  await sql`delete from outgoing_command`.execute(t.services.db);
});

const command = (subject = "one") => ({
  type: "application.withdraw",
  target: { city: NEIGHBOUR, kind: "application", id: t.services.ids.uuid() },
  actor: { city: HOME, role: "seeker" as const, subject: "a random id" },
  needs: [{ stream: `${HOME}/to/${NEIGHBOUR}`, kind: "card", id: "one", rev: 7 }],
  payload: {},
  subject: { kind: "application", id: subject },
});
const write = (subject?: string) => inTransaction(ctx, (tx) => writeCommand(tx, ctx, command(subject)));
const due = (limit = 10) => takeDue(t.services.db, { target: NEIGHBOUR, limit, leaseS: 60 });
const FAILED = { status: null, answer: null, retryAfterS: null };

describe("a command to another city", () => {
  test("commits with the local act, or not at all", async () => {
    const lost = inTransaction(ctx, async (tx) => {
      await writeCommand(tx, ctx, command());
      throw new Error("the act failed");
    });
    await expect(lost).rejects.toThrow("the act failed");
    expect(await due()).toEqual([]);
    const id = await write();
    const [taken] = await due();
    expect(taken).toMatchObject({ id, city: HOME, type: "application.withdraw", tries: 1 });
    expect(JSON.parse(taken?.body ?? "")).toMatchObject({
      commandId: id,
      target: { city: NEIGHBOUR },
      actor: { city: HOME, role: "seeker" },
      needs: [{ rev: 7 }],
    });
  });

  test("is sent by one process at a time, with the same bytes at every try, and is due again after a crash", async () => {
    await Promise.all(["a", "b", "c", "d"].map(write));
    const taken = (await Promise.all([due(2), due(2), due(2)])).flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(4);
    expect(taken).toHaveLength(4);
    expect(await due()).toEqual([]);
    await t.database.travel("61 seconds");
    const again = await due();
    expect(new Map(again.map(({ id, body }) => [id, body]))).toEqual(
      new Map(taken.map(({ id, body }) => [id, body])),
    );
    expect(again.map(({ tries }) => tries)).toEqual([2, 2, 2, 2]);
  });

  test("is tried again until it is answered, and an answer that comes twice counts once", async () => {
    const id = await write();
    const [first] = await due();
    if (!first) throw new Error("nothing is due");
    expect(await settleCommand(t.services.db, first, FAILED)).toBe("waiting");
    expect(await due()).toEqual([]);
    await t.database.travel("2 seconds");
    const [second] = await due();
    if (!second) throw new Error("nothing is due");
    const answer = { status: 200, answer: '{"ok":true}', retryAfterS: null };
    expect(await settleCommand(t.services.db, second, answer)).toBe("done");
    expect(await settleCommand(t.services.db, first, { ...answer, status: 409 })).toBeNull();
    expect(await commandsOf(t.services.db, "application", "one")).toMatchObject([
      { id, state: "done", status: 200, tries: 2 },
    ]);
  });

  test("a refusal ends it, and so does its time", async () => {
    await write("refused");
    const [one] = await due();
    if (!one) throw new Error("nothing is due");
    expect(await settleCommand(t.services.db, one, { status: 409, answer: "{}", retryAfterS: null })).toBe(
      "refused",
    );
    const id = await write("late");
    await t.database.travel("7 days 1 second");
    expect(await due()).toEqual([]);
    expect(await expireCommands(t.services.db, 10)).toMatchObject([
      { id, type: "application.withdraw", subjectKind: "application", subjectId: "late" },
    ]);
    expect(await expireCommands(t.services.db, 10)).toEqual([]);
    expect(await commandsOf(t.services.db, "application", "late")).toMatchObject([{ state: "expired" }]);
  });

  test("pauses double to an hour, wait as long as asked, and spread", () => {
    const pause = (tries: number, random = 0, retryAfterS: number | null = null) =>
      pauseAfter({ tries, random, retryAfterS });
    expect([1, 2, 3, 11, 12, 13, 500].map((tries) => pause(tries) / 1_000)).toEqual([
      1, 2, 4, 1_024, 2_048, 3_600, 3_600,
    ]);
    expect([pause(3, 1), pause(1, 1, 30), pause(1, 0, 99_999)]).toEqual([2_000, 30_000, 3_600_000]);
  });

  test.each([
    [null, "waiting"],
    [200, "done"],
    [202, "done"],
    [400, "refused"],
    [401, "waiting"],
    [404, "refused"],
    [409, "refused"],
    [422, "refused"],
    [408, "waiting"],
    [425, "waiting"],
    [429, "waiting"],
    [500, "waiting"],
    [503, "waiting"],
  ])("status %s leads to %s", (status, state) => expect(stateAfter(status)).toBe(state));
});
