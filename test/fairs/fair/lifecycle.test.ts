import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  announceFair,
  createFair,
  getFair,
  getHall,
  listFairs,
  placeRegistration,
  publishFair,
} from "../../../src/fairs/index.ts";
import { officer, visitor } from "../../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR, SECOND } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import {
  announcedFair,
  cancelConfirmed,
  draftFair,
  fairInput,
  hoursAhead,
  publishedFair,
  recommended,
  updateConfirmed,
  venueInput,
} from "../../factories/fairs.ts";
import { emitted } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

describe("states of a fair", () => {
  test("draft, registration, published; live and closed follow from the times", async () => {
    const { services, union, database } = desk;
    const { fair } = await publishedFair(services, union);
    expect(fair).toMatchObject({ phase: "published", exhibitors: 1, postings: 1, positions: 5 });
    await database.travel("10 days 1 hour");
    expect((await getFair(union, { id: fair.id })).phase).toBe("live");
    await database.travel("5 hours");
    expect((await getFair(union, { id: fair.id })).phase).toBe("closed");
    expect((await listFairs(visitor(services), { which: "past", limit: 20 })).items[0]?.id).toBe(fair.id);
    await database.travel("-10 days -6 hours");
  });

  test("needs a booth for the announcement and the permits of art. 28 for publication", async () => {
    const { services, union } = desk;
    const bare = await draftFair(union, { venues: [], permits: {} });
    expect(await fields(announceFair(union, { id: bare.id, action: "announce" }))).toEqual([
      "venues:MISSING",
      "booths:MISSING",
    ]);
    const fair = await announcedFair(union, { permits: { plan: "有" } });
    expect(fair.management?.blockers).toEqual([
      "emergencyPlan",
      "securityPlan",
      "advanceNotice",
      "exhibitors",
    ]);
    expect(
      (await fields(publishFair(union, { id: fair.id, action: "publish" }))).map((one) => one.split(":")[0]),
    ).toEqual(["emergencyPlan", "securityPlan", "advanceNotice", "exhibitors"]);
    const { registration } = await recommended(services, union, fair.id);
    await placeRegistration(union, { id: registration.id });
    await updateConfirmed(union, { id: fair.id, patch: { permits: (await fairInput(union)).permits } });
    const published = await publishFair(union, { id: fair.id, action: "publish" });
    expect(published.management?.blockers).toEqual([]);
    expect(await code(updateConfirmed(union, { id: fair.id, patch: { permits: {} } }))).toBe(
      "FAIR_INCOMPLETE",
    );
  });

  test("is cancelled once, with its reason in public", async () => {
    const { union } = desk;
    const fair = await announcedFair(union);
    const cancelled = await cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "暴雪停运" });
    expect(cancelled).toMatchObject({ phase: "cancelled", cancelReason: "暴雪停运" });
    expect(await code(cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "again" }))).toBe(
      "FAIR_STATE",
    );
    const last = (await emitted(union, fair.id)).at(-1);
    expect(last).toMatchObject({ stream: `${HOME}/public`, op: "close" });
  });

  test("can be cancelled while live, not once it is over", async () => {
    const { services, union, database } = desk;
    const [{ fair: held }, { fair: running }] = [
      await publishedFair(services, union),
      await publishedFair(services, union),
    ];
    const callOff = (id: string) => cancelConfirmed(union, { id, action: "cancel", reason: "停电" });
    await database.travel("10 days 1 hour");
    expect((await callOff(running.id)).phase).toBe("cancelled");
    await database.travel("5 hours");
    expect(await code(callOff(held.id))).toBe("FAIR_STATE");
    expect((await getFair(union, { id: held.id })).phase).toBe("closed");
    await database.travel("-10 days -6 hours");
  });

  test("a repeated command gets the same answer and changes nothing", async () => {
    const { union } = desk;
    const { id } = await draftFair(union);
    const commandId = union.ids.uuid();
    const first = await announceFair(union, { id, action: "announce", commandId });
    const again = await announceFair(union, { id, action: "announce", commandId });
    expect(again).toEqual(first);
    expect((await getFair(union, { id })).rev).toBe(first.rev);
    const other = cancelConfirmed(union, { id, action: "cancel", reason: "x", commandId });
    expect(await code(other)).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  test("of two concurrent changes by officers the second is refused", async () => {
    const { union } = desk;
    const { id, rev } = await draftFair(union);
    await updateConfirmed(union, { id, ifRev: rev, patch: { title: "第一稿" } });
    expect(await code(updateConfirmed(union, { id, ifRev: rev, patch: { title: "第二稿" } }))).toBe(
      "REVISION_CONFLICT",
    );
  });
});

describe("visibility and rights", () => {
  test("a draft belongs to its host; the agreement's readers see an announced fair", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const foreign = await officer(services, FOREIGN);
    const county = await officer(services, HOME, COUNTY[HOME]);
    const draft = await draftFair(union);
    const announced = await announcedFair(union);
    for (const stranger of [neighbour, foreign, county, visitor(services), visitor(services, SECOND.slug)])
      expect(await code(getFair(stranger, { id: draft.id }))).toBe("NOT_FOUND");
    for (const reader of [neighbour, visitor(services)]) {
      const seen = await getFair(reader, { id: announced.id });
      expect([seen.title, seen.management]).toEqual([announced.title, null]);
    }
    for (const stranger of [foreign, visitor(services, SECOND.slug)])
      expect(await code(getFair(stranger, { id: announced.id }))).toBe("NOT_FOUND");
    for (const stranger of [neighbour, foreign, county])
      expect(
        await code(cancelConfirmed(stranger, { id: announced.id, action: "cancel", reason: "不办了" })),
      ).toBe("NOT_FOUND");
    const listed = await listFairs(visitor(services, SECOND.slug), { which: "coming", limit: 20 });
    expect(listed.items).toEqual([]);
  });

  test("pages of the list join without a gap", async () => {
    const { services, union } = desk;
    for (let day = 11; day < 14; day += 1)
      await announcedFair(union, {
        opensAt: await hoursAhead(union, day * 24),
        closesAt: await hoursAhead(union, day * 24 + 4),
      });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFairs(visitor(services), { which: "coming", limit: 2, cursor });
      ids.push(...page.items.map((fair) => fair.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const whole = await listFairs(visitor(services), { which: "coming", limit: 100 });
    expect(ids).toEqual(whole.items.map((fair) => fair.id));
  });
});

describe("bad input", () => {
  test("refuses times out of order, and cities and venues outside the agreement", async () => {
    const { union } = desk;
    const input = await fairInput(union);
    const refused = async (more: Partial<typeof input>) =>
      (await fields(createFair(union, { ...input, ...more }))).map((one) => one.split(":")[0]);
    expect(await refused({ closesAt: input.opensAt })).toEqual(["closesAt"]);
    expect(await refused({ opensAt: await hoursAhead(union, 24) })).toEqual(["opensAt"]);
    expect(await refused({ registrationClosesAt: input.registrationOpensAt })).toEqual([
      "registrationClosesAt",
    ]);
    expect(await refused({ closesAt: await hoursAhead(union, 24 * 40) })).toEqual(["closesAt"]);
    expect(await refused({ cities: [{ city: FOREIGN, role: "organiser", quota: null }] })).toEqual([
      "cities",
    ]);
    expect(await refused({ venues: [venueInput({ city: FOREIGN })] })).toEqual(["venues"]);
    expect(await refused({ kind: "trade" })).toEqual(["occupation"]);
  });

  test("a new hall plan keeps taken booths", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const hall = fair.venues[0];
    if (!hall) throw new Error("no hall");
    const { registration } = await recommended(services, union, fair.id);
    const boothId = (await getHall(union, { fair, venueId: hall.id }))[4]?.id ?? "";
    const { booth } = await placeRegistration(union, { id: registration.id, boothId });
    expect(booth?.code).toBe("B02");
    const keep = { ...venueInput(), id: hall.id };
    const wider = await updateConfirmed(union, {
      id: fair.id,
      patch: { venues: [{ ...keep, boothColumns: 4, closedBooths: ["A01"] }] },
    }).catch((error: unknown) => error);
    expect(wider).toMatchObject({ venues: [{ booths: 7, boothsFree: 6 }] });
    const again = await getHall(union, { fair: await getFair(union, { id: fair.id }), venueId: hall.id });
    expect(again.find((place) => place.registrationId)?.code).toBe("B02");
    for (const venues of [[{ ...keep, boothRows: 1 }], [], [{ ...keep, closedBooths: ["B02"] }]])
      expect(await code(updateConfirmed(union, { id: fair.id, patch: { venues } }))).toBe("BOOTH_TAKEN");
  });
});
