import { afterAll, beforeAll, expect, test } from "vitest";
import { placeRegistration } from "../../../src/fairs/index.ts";
import { sequence } from "../../../src/platform/changes/index.ts";
import { HOME } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { announcedFair, recommended, venueInput } from "../../factories/fairs.ts";
import { opened, wholeLog } from "../../platform/changes/feed.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

test("the public log gives a fair and its exhibitors under the fair's agreement alone", async () => {
  const { db } = desk.services;
  const fair = await announcedFair(desk.union, { venues: [venueInput({ boothRows: 1, boothColumns: 2 })] });
  const { registration } = await recommended(desk.services, desk.union, fair.id);
  await placeRegistration(desk.union, { id: registration.id });
  await sequence(db);
  const { entries } = await wholeLog(db, `${HOME}/public`);
  const { agreementId } = await db
    .selectFrom("fair")
    .select("agreementId")
    .where("id", "=", fair.id)
    .executeTakeFirstOrThrow();
  const told = entries.map(opened).filter(({ kind }) => kind.startsWith("fair"));
  expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(["fair", "fairExhibitor"]));
  expect(new Set(told.map(({ agreement }) => agreement))).toEqual(new Set([agreementId]));
});
