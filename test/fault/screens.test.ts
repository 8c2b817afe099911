import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { storm } from "../support/storm.ts";

const SCREENS = 5_000;

describe("reconnect of all screens", () => {
  let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
  beforeAll(async () => {
    desk = await cityWithEnterprise();
  });
  afterAll(() => desk.database.drop());

  it(`all ${SCREENS} screens reconnect within 30 s without a missed event`, async () => {
    const { backS, missed, events, p99Ms, rssMb } = await storm(desk, { count: SCREENS });
    console.log(
      JSON.stringify({ test: "F13", screens: SCREENS, events, lost: missed, recoveryS: backS, p99Ms, rssMb }),
    );
    expect(missed).toBe(0);
    expect(backS).toBeLessThanOrEqual(30);
    expect(p99Ms).toBeLessThanOrEqual(500);
    expect(rssMb).toBeLessThanOrEqual(400);
  });
});
