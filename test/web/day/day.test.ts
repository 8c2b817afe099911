import { afterAll, beforeAll, describe, test } from "vitest";
import { chromiumMissing, skipReason } from "../../support/browser.ts";
import { followedUp, reported } from "./after.ts";
import { type Day, openDay } from "./day.ts";
import { codesAndTimes, drawnUp, published } from "./opening.ts";
import { atTheBooths, calledByNumber, throughTheGate } from "./running.ts";

/**
 * One fair from its first form to the figures of day 30. Each test continues where the one before it ended.
 */
describe.skipIf(chromiumMissing)(
  `the day of a joint fair, by everybody who has to do with it${skipReason}`,
  () => {
    let day: Day;
    beforeAll(async () => {
      day = await openDay();
    });
    afterAll(() => day?.stage.close());

    test("the host draws it up; without its papers it opens to enterprises and is not published", () =>
      drawnUp(day));
    test("enterprises of two cities register, each union recommends its own, the host edits the plan and publishes", () =>
      published(day));
    test("people take codes, on a phone and on paper; booths open times, wishes become a timetable", () =>
      codesAndTimes(day));
    test("in the morning the gate scans with and without network: nobody lost, nobody twice", () =>
      throughTheGate(day));
    test("at the booths codes become applications and intents, without network too; the board counts them", () =>
      atTheBooths(day));
    test("the next number is called: the person's page and the hall's screen say it, without a name; who is far away enters the room", () =>
      calledByNumber(day));
    test("in the evening the report says what was done; each figure opens its list; the partner sees its own", () =>
      reported(day));
    test("whoever began is asked on day 7 and day 30; the report then counts who is at work", () =>
      followedUp(day));
  },
);
