import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerOffer,
  editRegistration,
  getFair,
  getRegistration,
  inviteEnterprise,
  listInvitations,
  listRegistrations,
  placeMany,
  placementUpkeep,
  placeRegistration,
  proposeBooths,
  recommendRegistration,
  refuseRegistration,
  registerForFair,
  withdrawRegistration,
} from "../../../src/fairs/index.ts";
import { asMember, officer, person } from "../../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { claimedEnterprise, verifiedEnterprise } from "../../factories/enterprises.ts";
import {
  announcedFair,
  cancelConfirmed,
  placed,
  recommended,
  registered,
  updateConfirmed,
  venueInput,
} from "../../factories/fairs.ts";
import { draftPosting, emitted, publishedPosting } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let neighbour: Awaited<ReturnType<typeof officer>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  neighbour = await officer(desk.services, NEIGHBOUR);
});
afterAll(() => desk.database.drop());

/** Announces a fair with one venue of `booths` booths. */
const small = (booths: number, more: Parameters<typeof announcedFair>[1] = {}) =>
  announcedFair(desk.union, { venues: [venueInput({ boothRows: 1, boothColumns: booths })], ...more });

const choice = {
  venueWishes: [],
  wishNote: null,
  recruiters: 2,
  contactName: "刘",
  contactPhone: "13800000000",
};

describe("from registration to booth", () => {
  test("the enterprise registers, its home union recommends, the host places", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const there = await registered(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    expect(there.registration).toMatchObject({ status: "submitted", created: true });
    const { id } = there.registration;
    const seen = await getRegistration(there.member, id);
    expect(seen).toMatchObject({ endorsingCity: NEIGHBOUR, invited: false, postings: [{ live: true }] });
    // The host cannot recommend for another city, and places only recommended registrations.
    expect(await code(recommendRegistration(union, { id, decision: "recommend" }))).toBe("NOT_FOUND");
    expect(await code(placeRegistration(union, { id }))).toBe("FAIR_REGISTRATION_STATE");
    await recommendRegistration(neighbour, { id, decision: "recommend" });
    expect(await code(placeRegistration(neighbour, { id }))).toBe("NOT_FOUND");
    const outcome = await placeRegistration(union, { id });
    expect(outcome).toMatchObject({ status: "approved", booth: { code: "A01" } });
    const lists = await Promise.all([
      listRegistrations(there.member, { as: "mine", limit: 20 }),
      listRegistrations(neighbour, { as: "home", fairId: fair.id, limit: 20 }),
      listRegistrations(union, { as: "host", fairId: fair.id, limit: 20 }),
    ]);
    expect(lists.map((list) => list.items.map((one) => one.id))).toEqual([[id], [id], [id]]);
    const none = await listRegistrations(neighbour, { as: "host", fairId: fair.id, limit: 20 });
    expect(none.items).toEqual([]);
  });

  test("a second registration is the same one; after a return it is submitted again", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const { enterprise, member, posting, registration } = await registered(services, union, fair.id);
    const input = { fairId: fair.id, enterpriseId: enterprise.id, postingIds: [posting.id], ...choice };
    const twice = await Promise.all([registerForFair(member, input), registerForFair(member, input)]);
    expect(twice.map(({ id, created }) => [id, created])).toEqual([
      [registration.id, false],
      [registration.id, false],
    ]);
    await recommendRegistration(union, { id: registration.id, decision: "return", reason: "岗位写清楚" });
    expect((await getRegistration(member, registration.id)).reason).toBe("岗位写清楚");
    expect(await registerForFair(member, input)).toMatchObject({ id: registration.id, status: "submitted" });
    await recommendRegistration(union, { id: registration.id, decision: "recommend" });
    await refuseRegistration(union, { id: registration.id, reason: "行业不符" });
    expect(await code(registerForFair(member, input))).toBe("FAIR_REGISTRATION_STATE");
  });

  test("a city of the agreement that does not run the fair recommends its enterprises too", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union, { cities: [] });
    const there = await registered(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    const { id } = there.registration;
    await recommendRegistration(neighbour, { id, decision: "recommend" });
    expect(await placeRegistration(union, { id })).toMatchObject({ status: "approved" });
    const own = await getRegistration(there.member, id);
    expect(own).toMatchObject({ endorsingCity: NEIGHBOUR, invited: false });
  });

  test("eight concurrent submissions make one registration, and each answer names it", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const posting = await publishedPosting({ member, officer: union }, enterprise.id);
    const input = { ...choice, fairId: fair.id, enterpriseId: enterprise.id, postingIds: [posting.id] };
    const said = await Promise.all(Array.from({ length: 8 }, () => registerForFair(member, input)));
    expect(new Set(said.map(({ reference }) => reference)).size).toBe(1);
    expect(said.filter(({ created }) => created)).toHaveLength(1);
  });

  test("the host moves an enterprise to a free booth, never to a taken one", async () => {
    const { services, union } = desk;
    const fair = await small(3);
    const [one, two] = [await placed(services, union, fair.id), await placed(services, union, fair.id)];
    const booths = await desk.database.db
      .selectFrom("booth")
      .select(["id", "code"])
      .where("fairId", "=", fair.id)
      .orderBy("ordinal")
      .execute();
    const third = booths[2]?.id ?? "";
    const moved = await placeRegistration(union, { id: one.registration.id, boothId: third });
    expect(moved.booth?.code).toBe("A03");
    const onto = placeRegistration(union, { id: two.registration.id, boothId: third });
    expect(await code(onto)).toBe("BOOTH_TAKEN");
    expect((await getRegistration(union, two.registration.id)).booth?.code).toBe("A02");
    const [host] = (await getFair(union, { id: fair.id })).cities;
    expect(host?.boothsTaken).toBe(2);
  });
});

describe("waiting list", () => {
  test("a returned booth goes to the longest waiting; after a lapsed offer the next one is asked", async () => {
    const { services, union, database } = desk;
    const fair = await small(1);
    const first = await placed(services, union, fair.id);
    const [second, third] = [await placed(services, union, fair.id), await placed(services, union, fair.id)];
    expect([second, third].map((one) => one.registration.status)).toEqual(["waitlisted", "waitlisted"]);
    expect((await getRegistration(third.member, third.registration.id)).place).toBe(2);
    await withdrawRegistration(first.member, { id: first.registration.id });
    const offered = await getRegistration(second.member, second.registration.id);
    expect([offered.status, offered.booth?.code]).toEqual(["offered", "A01"]);
    await database.travel("24 hours 1 minute");
    const late = answerOffer(second.member, { id: second.registration.id, accept: true });
    expect(await code(late)).toBe("FAIR_OFFER_ENDED");
    expect(await placementUpkeep(union)).toEqual({ changed: 1, offered: 1 });
    expect(await placementUpkeep(union)).toEqual({ changed: 0, offered: 0 });
    expect((await getRegistration(second.member, second.registration.id)).status).toBe("declined");
    const answer = { id: third.registration.id, accept: true };
    expect(await answerOffer(third.member, answer)).toMatchObject({ status: "approved" });
    await database.travel("-24 hours -1 minute");
  });

  test("a declined offer goes to the next", async () => {
    const { services, union } = desk;
    const fair = await small(1);
    const first = await placed(services, union, fair.id);
    const [second, third] = [await placed(services, union, fair.id), await placed(services, union, fair.id)];
    await refuseRegistration(union, { id: first.registration.id, reason: "撤展" });
    await answerOffer(second.member, { id: second.registration.id, accept: false });
    expect((await getRegistration(third.member, third.registration.id)).status).toBe("offered");
  });

  test("a later quota counts the city's booths; a city with booths cannot be removed", async () => {
    const { services, union } = desk;
    const fair = await small(3, { cities: [] });
    const guest = await recommended(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    await placeRegistration(union, { id: guest.registration.id });
    const named = (quota: number | null) => ({
      cities: [{ city: NEIGHBOUR, role: "organiser" as const, quota }],
    });
    expect(await fields(updateConfirmed(union, { id: fair.id, patch: named(0) }))).toEqual([
      "cities:BOOTHS_TAKEN",
    ]);
    const { cities } = await updateConfirmed(union, { id: fair.id, patch: named(1) });
    expect(cities.find(({ city }) => city === NEIGHBOUR)).toMatchObject({ quota: 1, boothsTaken: 1 });
    expect(await fields(updateConfirmed(union, { id: fair.id, patch: { cities: [] } }))).toEqual([
      "cities:BOOTHS_TAKEN",
    ]);
    await withdrawRegistration(guest.member, { id: guest.registration.id });
    await updateConfirmed(union, { id: fair.id, patch: { cities: [] } });
  });

  test("a withdrawn registration that comes again goes to the end", async () => {
    const { services, union } = desk;
    const fair = await small(1);
    const first = await placed(services, union, fair.id);
    const [early, late] = [await placed(services, union, fair.id), await placed(services, union, fair.id)];
    const { id } = early.registration;
    await withdrawRegistration(early.member, { id });
    const again = {
      fairId: fair.id,
      enterpriseId: early.enterprise.id,
      postingIds: [early.posting.id],
      ...choice,
    };
    await registerForFair(early.member, again);
    await recommendRegistration(union, { id, decision: "recommend" });
    expect(await placeRegistration(union, { id })).toMatchObject({ status: "waitlisted" });
    await withdrawRegistration(first.member, { id: first.registration.id });
    const states = await Promise.all([early, late].map((one) => getRegistration(union, one.registration.id)));
    expect(states.map(({ status }) => status)).toEqual(["waitlisted", "offered"]);
  });

  test("a city's quota holds; the next one under another quota is asked instead", async () => {
    const { services, union } = desk;
    const fair = await small(3, {
      hostQuota: 1,
      cities: [{ city: NEIGHBOUR, role: "organiser", quota: null }],
    });
    const own = await placed(services, union, fair.id);
    const over = await placed(services, union, fair.id);
    expect([own, over].map((one) => one.registration.status)).toEqual(["approved", "waitlisted"]);
    expect(await placementUpkeep(union)).toEqual({ changed: 0, offered: 0 });
    const guest = await recommended(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    expect((await placeRegistration(union, { id: guest.registration.id })).status).toBe("approved");
    await withdrawRegistration(own.member, { id: own.registration.id });
    expect((await getRegistration(over.member, over.registration.id)).status).toBe("offered");
  });
});

test("the public stream lists exhibitors with booth and postings, and their removal, without names and numbers", async () => {
  const { services, union } = desk;
  const fair = await small(1);
  const first = await placed(services, union, fair.id);
  const second = await placed(services, union, fair.id);
  const { id } = first.registration;
  const told = async (of: string) =>
    (await emitted(union, of)).filter(({ stream }) => stream === `${HOME}/public`);
  const stands = {
    fairId: fair.id,
    enterpriseId: first.enterprise.id,
    endorsingCity: HOME,
    venueId: fair.venues[0]?.id,
    booth: "A01",
  };
  expect(await told(id)).toMatchObject([
    { op: "put", rev: 3, payload: { ...stands, postingIds: [first.posting.id] } },
  ]);
  const other = await publishedPosting({ member: first.member, officer: union }, first.enterprise.id);
  await editRegistration(first.member, { id, edit: { postingIds: [other.id], contactName: "秦经理" } });
  await withdrawRegistration(first.member, { id });
  expect(await told(id)).toMatchObject([
    { op: "put" },
    { op: "put", rev: 4, payload: { postingIds: [other.id] } },
    { op: "close", rev: 5, payload: null },
  ]);
  expect(JSON.stringify(await told(id))).not.toMatch(/秦经理|刘经理|0429/);
  const { registration } = second;
  expect(await told(registration.id)).toEqual([]);
  await answerOffer(second.member, { id: registration.id, accept: true });
  expect(await told(registration.id)).toMatchObject([{ op: "put", payload: { booth: "A01" } }]);
});

describe("many at once", () => {
  test("the proposal follows the public rule and is applied as the officer edits it", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union, {
      venues: [
        venueInput({ boothRows: 1, boothColumns: 2 }),
        venueInput({ city: NEIGHBOUR, name: "分会场", boothRows: 1, boothColumns: 1 }),
      ],
    });
    const branch = fair.venues[1]?.id ?? "";
    const one = await recommended(services, union, fair.id, { venueWishes: [branch] });
    const two = await recommended(services, union, fair.id, { venueWishes: [branch] });
    const guest = await recommended(services, neighbour, fair.id, { county: COUNTY[NEIGHBOUR] ?? "" });
    const late = await recommended(services, union, fair.id);
    const { items: proposal, left } = await proposeBooths(union, fair.id);
    const why = { registrationId: late.registration.id, city: "葫芦岛市", why: "BOOTHS" };
    expect(left).toEqual([{ enterprise: late.enterprise.name, ...why }]);
    const place = (id: string) => proposal.find((item) => item.registrationId === id)?.booth;
    expect(place(one.registration.id)?.venueId).toBe(branch);
    expect(new Set(proposal.map((item) => item.booth.id)).size).toBe(3);
    expect((await getFair(union, { id: fair.id })).venues.map((venue) => venue.boothsFree)).toEqual([2, 1]);
    const items = proposal.map(({ registrationId, booth }) => ({ registrationId, boothId: booth.id }));
    expect(await placeMany(union, { fairId: fair.id, items })).toEqual({ done: 3, waiting: 0, skipped: [] });
    const again = await placeMany(union, { fairId: fair.id, items: items.slice(0, 1) });
    expect(again.skipped).toEqual([]);
    const taken = { registrationId: late.registration.id, boothId: items[0]?.boothId ?? "" };
    expect((await placeMany(union, { fairId: fair.id, items: [taken] })).skipped).toEqual([
      { id: late.registration.id, enterprise: late.enterprise.name, code: "BOOTH_TAKEN" },
    ]);
    expect(await code(proposeBooths(neighbour, fair.id))).toBe("NOT_FOUND");
    expect([two, guest].length).toBe(2);
  });
});

describe("enterprises from outside", () => {
  test("a city of the fair invites, verifies and recommends", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const foreign = await officer(services, FOREIGN);
    const { enterprise, member } = await verifiedEnterprise(services, foreign, {
      county: COUNTY[FOREIGN] ?? "",
    });
    const posting = await publishedPosting({ member, officer: foreign }, enterprise.id);
    const input = { fairId: fair.id, enterpriseId: enterprise.id, postingIds: [posting.id], ...choice };
    expect(await code(registerForFair(member, input))).toBe("NOT_FOUND");
    expect(await code(inviteEnterprise(foreign, { fairId: fair.id, label: "x" }))).toBe("NOT_FOUND");
    const { code: invitation } = await inviteEnterprise(neighbour, { fairId: fair.id, label: "沈阳某厂" });
    const made = await registerForFair(member, { ...input, invitation });
    expect(await listInvitations(neighbour, fair.id)).toMatchObject([{ used: true }]);
    expect(await listInvitations(union, fair.id)).toEqual([]);
    expect(await code(recommendRegistration(foreign, { id: made.id, decision: "recommend" }))).toBe(
      "NOT_FOUND",
    );
    await recommendRegistration(neighbour, { id: made.id, decision: "recommend" });
    expect(await placeRegistration(union, { id: made.id })).toMatchObject({ status: "approved" });
    expect((await getFair(member, { id: fair.id })).title).toBe(fair.title);
    const other = await verifiedEnterprise(services, union);
    const second = { ...input, enterpriseId: other.enterprise.id, invitation };
    expect(await fields(registerForFair(other.member, second))).toEqual(["invitation:UNKNOWN"]);
  });
});

describe("bad input", () => {
  test("refuses late, early, cancelled, unverified and foreign registrations", async () => {
    const { services, union, database } = desk;
    const fair = await announcedFair(union);
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const posting = await publishedPosting({ member, officer: union }, enterprise.id);
    const input = { fairId: fair.id, enterpriseId: enterprise.id, postingIds: [posting.id], ...choice };
    await database.travel("7 days 1 hour");
    expect(await code(registerForFair(member, input))).toBe("FAIR_REGISTRATION_CLOSED");
    await database.travel("-8 days");
    expect(await code(registerForFair(member, input))).toBe("FAIR_REGISTRATION_CLOSED");
    await database.travel("23 hours");
    const stranger = asMember(await person(services), { id: union.ids.uuid(), homeCity: HOME });
    expect(await code(registerForFair(stranger, input))).toBe("NOT_FOUND");
    const waiting = await claimedEnterprise(services);
    const unverified = { ...input, enterpriseId: waiting.enterprise.id };
    expect(await code(registerForFair(waiting.member, unverified))).toBe("ENTERPRISE_STATE");
    await cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "停电" });
    expect(await code(registerForFair(member, input))).toBe("FAIR_REGISTRATION_CLOSED");
  });

  test("refuses postings that are not live or not its own, and venues of another fair", async () => {
    const { services, union } = desk;
    const [fair, other] = [await announcedFair(union), await announcedFair(union)];
    const { enterprise, member, posting, registration } = await registered(services, union, fair.id);
    const draft = await draftPosting(member, enterprise.id);
    const stranger = await registered(services, union, other.id);
    const edit = (change: Parameters<typeof editRegistration>[1]["edit"]) =>
      fields(editRegistration(member, { id: registration.id, edit: change }));
    expect(await edit({ postingIds: [draft.id] })).toEqual(["postingIds:NOT_LIVE"]);
    expect(await edit({ postingIds: [posting.id, stranger.posting.id] })).toEqual(["postingIds:NOT_LIVE"]);
    expect(await edit({ venueWishes: [other.venues[0]?.id ?? ""] })).toEqual(["venueWishes:UNKNOWN"]);
    expect((await getRegistration(member, registration.id)).postings.map(({ id }) => id)).toEqual([
      posting.id,
    ]);
    expect(await code(getRegistration(stranger.member, registration.id))).toBe("NOT_FOUND");
  });
});
