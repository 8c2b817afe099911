import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDesk } from "../../factories/desk.ts";
import { storm } from "../../support/storm.ts";

/** A small F13; the whole of it is a fault test. */
describe("screens whose server was killed", () => {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.database.drop());

  test("come back by themselves and are told all they missed", async () => {
    const { missed, events } = await storm(desk, { count: 300, hurry: 20 });
    expect(missed).toBe(0);
    expect(events).toBe(300 * 6);
  });

  test("twin: screens that do not say what they saw last miss what was written meanwhile", async () => {
    const { missed } = await storm(desk, { count: 300, hurry: 20, remember: false });
    expect(missed).toBeGreaterThanOrEqual(300);
  });
});
