import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { storm } from "../../support/storm.ts";

/** A small version of the reconnect test in `test/fault`. */
describe("screens after the server was killed", () => {
  let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
  beforeAll(async () => {
    desk = await cityWithEnterprise();
  });
  afterAll(() => desk.database.drop());

  test("reconnect by themselves and get every missed event", async () => {
    const { missed, events } = await storm(desk, { count: 300, hurry: 20 });
    expect(missed).toBe(0);
    expect(events).toBe(300 * 6);
  });

  test("twin: screens that do not send their last event id miss events", async () => {
    const { missed } = await storm(desk, { count: 300, hurry: 20, remember: false });
    expect(missed).toBeGreaterThanOrEqual(300);
  });
});
