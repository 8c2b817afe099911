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

    test("the host creates the fair; without permits it opens registration and cannot be published", () =>
      drawnUp(day));
    test("enterprises of two cities register, each union recommends its own, the host edits the plan and publishes", () =>
      published(day));
    test("people take tickets on a phone and on paper; booths open slots; wishes become a timetable", () =>
      codesAndTimes(day));
    test("in the morning the gate scans with and without network; each entry counts once", () =>
      throughTheGate(day));
    test("booths turn scanned tickets into applications and intents, without network too; the board counts them", () =>
      atTheBooths(day));
    test("a booth calls the next number; the person's page and the hall screen show it without a name; a remote person enters the meeting room", () =>
      calledByNumber(day));
    test("in the evening the report shows its figures; each figure opens its list; the partner city sees its own", () =>
      reported(day));
    test("people who started are asked on day 7 and day 30; the report counts those still at work", () =>
      followedUp(day));
  },
);
