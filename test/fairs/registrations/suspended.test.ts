import { afterAll, beforeAll, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import {
  editRegistration,
  getFair,
  getRegistration,
  listVisits,
  placementUpkeep,
  placeRegistration,
  refuseRegistration,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { visitor } from "../../factories/actors.ts";
import { HOME } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { announcedFair, placed, venueInput } from "../../factories/fairs.ts";
import { emitted } from "../../factories/postings.ts";
import { code } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

/** Announces a fair with one venue of `booths` booths. */
const small = (booths: number) =>
  announcedFair(desk.union, { venues: [venueInput({ boothRows: 1, boothColumns: booths })] });

test("a suspended enterprise is hidden and keeps its booth until it returns", async () => {
  const { services, union } = desk;
  const fair = await small(1);
  const first = await placed(services, union, fair.id);
  const second = await placed(services, union, fair.id);
  await suspendEnterprise(union, { id: first.enterprise.id, reason: "欠薪" });
  expect((await getFair(visitor(services), { id: fair.id })).exhibitors).toBe(0);
  const others = await Promise.all(Array.from({ length: 3 }, () => placementUpkeep(union)));
  expect(others.map(({ changed, offered }) => changed + offered).sort()).toEqual([0, 0, 1]);
  expect((await getRegistration(second.member, second.registration.id)).status).toBe("waitlisted");
  const { id } = first.registration;
  expect(await getRegistration(first.member, id)).toMatchObject({
    status: "approved",
    booth: { code: "A01" },
  });
  expect(await code(editRegistration(first.member, { id, edit: { contactName: "秦" } }))).toBe(
    "ENTERPRISE_STATE",
  );
  expect(await code(placeRegistration(union, { id }))).toBe("ENTERPRISE_STATE");
  expect(await code(listVisits(first.member, { registrationId: id }))).toBe("ENTERPRISE_STATE");
  await reinstateEnterprise(union, { id: first.enterprise.id });
  expect((await getFair(visitor(services), { id: fair.id })).exhibitors).toBe(1);
  expect((await listVisits(first.member, { registrationId: id })).total).toBe(0);
  expect(await placementUpkeep(union)).toEqual({ changed: 1, offered: 0 });
  expect(await placementUpkeep(union)).toEqual({ changed: 0, offered: 0 });
  const stream = (await emitted(union, id)).filter(({ stream }) => stream === `${HOME}/public`);
  expect(stream.map(({ op }) => op)).toEqual(["put", "close", "put"]);
  await drainAll(services);
  const kinds = (await listNotices(first.member)).map((notice) => notice.kind);
  expect(kinds.filter((kind) => /^fair|Suspended|Reinstated/.test(kind)).sort()).toEqual([
    "enterpriseReinstated",
    "enterpriseSuspended",
    "fairPlaced",
  ]);
});

test("a suspended enterprise's booth is free once the host withdraws it", async () => {
  const { services, union } = desk;
  const fair = await small(1);
  const first = await placed(services, union, fair.id);
  const second = await placed(services, union, fair.id);
  await suspendEnterprise(union, { id: first.enterprise.id, reason: "欠薪" });
  await refuseRegistration(union, { id: first.registration.id, reason: "企业已被暂停" });
  expect((await getRegistration(second.member, second.registration.id)).status).toBe("offered");
});
