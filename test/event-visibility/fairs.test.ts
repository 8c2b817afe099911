import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  announceFair,
  answerOffer,
  editRegistration,
  type FairView,
  fairUpkeep,
  freezeReport,
  placeRegistration,
  publishFair,
  refuseRegistration,
  registerForFair,
  withdrawRegistration,
} from "../../src/fairs/index.ts";
import { getPosting } from "../../src/postings/index.ts";
import { officer, person } from "../factories/actors.ts";
import { COUNTY, FOREIGN, HOME } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import {
  cancelConfirmed,
  draftFair,
  hoursAhead,
  recommended,
  updateConfirmed,
  venueInput,
} from "../factories/fairs.ts";
import { publishedPosting } from "../factories/postings.ts";
import { code } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

const READERS = [
  { city: HOME, agreement: null },
  { city: null, agreement: "west" },
  { city: FOREIGN, agreement: null },
  { city: null, agreement: null },
] as const;

/**
 * Returns the ids of postings and enterprises that readers of each agreement may read because of fairs.
 * Expects the same result from this capability's tables (`*_at_event`) and from the previous release's
 * functions, which read the fairs themselves.
 */
async function readable(): Promise<{ postings: string[]; enterprises: string[] }> {
  const seen = { postings: new Set<string>(), enterprises: new Set<string>() };
  for (const { city, agreement } of READERS)
    for (const [table, now, before, into] of [
      ["posting", "posting_at_event", "brought_to_fair", seen.postings],
      ["enterprise", "enterprise_at_event", "stands_at_fair", seen.enterprises],
    ] as const) {
      const { rows } = await sql<{ id: string; now: boolean; before: boolean }>`
        select id, ${sql.raw(`app.${now}`)}(id, ${city}, ${agreement}) as now,
          ${sql.raw(`app.${before}`)}(id, ${city}, ${agreement}) as before from ${sql.table(table)}`.execute(
        desk.services.db,
      );
      expect(rows.filter((row) => row.now !== row.before)).toEqual([]);
      for (const row of rows) if (row.now) into.add(row.id);
    }
  return { postings: [...seen.postings].sort(), enterprises: [...seen.enterprises].sort() };
}

describe("what is brought to a fair", () => {
  let fair: FairView;
  let one: Awaited<ReturnType<typeof recommended>>;
  const id = () => one.registration.id;
  const withIt = (...postings: string[]) => ({
    postings: postings.sort(),
    enterprises: [one.enterprise.id],
  });
  const NONE = { postings: [], enterprises: [] };

  beforeEach(async () => {
    await sql`delete from event_shown`.execute(desk.services.db);
    await sql`update fair set status = 'cancelled'`.execute(desk.services.db);
    const draft = await draftFair(desk.union, {
      hostQuota: null,
      venues: [venueInput({ boothRows: 1, boothColumns: 1 })],
    });
    fair = await announceFair(desk.union, { id: draft.id, action: "announce" });
    one = await recommended(desk.services, desk.union, fair.id);
    expect(await readable()).toEqual(NONE);
  });
  const place = () => placeRegistration(desk.union, { id: id() });

  test("is read from the placement on, and no more after the enterprise withdrew", async () => {
    await place();
    expect(await readable()).toEqual(withIt(one.posting.id));
    await withdrawRegistration(one.member, { id: id() });
    expect(await readable()).toEqual(NONE);
  });

  test("is not read after the host took the booth away; after a second placement it is", async () => {
    await place();
    await refuseRegistration(desk.union, { id: id(), reason: "资料不全" });
    expect(await readable()).toEqual(NONE);
    const other = await recommended(desk.services, desk.union, fair.id);
    await placeRegistration(desk.union, { id: other.registration.id });
    expect(await readable()).toEqual({ postings: [other.posting.id], enterprises: [other.enterprise.id] });
  });

  test("follows the postings of the registration: added, removed, and on handing in again", async () => {
    await place();
    const more = await publishedPosting({ member: one.member, officer: desk.union }, one.enterprise.id);
    const edit = (...postingIds: string[]) =>
      editRegistration(one.member, { id: id(), edit: { postingIds } });
    await edit(one.posting.id, more.id);
    expect(await readable()).toEqual(withIt(one.posting.id, more.id));
    await edit(more.id);
    expect(await readable()).toEqual(withIt(more.id));
    await withdrawRegistration(one.member, { id: id() });
    const again = { fairId: fair.id, enterpriseId: one.enterprise.id, postingIds: [one.posting.id] };
    const rest = {
      venueWishes: [],
      wishNote: null,
      recruiters: 2,
      contactName: "刘",
      contactPhone: "0429-5550000",
    };
    await registerForFair(one.member, { ...again, ...rest });
    expect(await readable()).toEqual(NONE);
  });

  test("is read when an offer is accepted, not while it is open or once it has lapsed", async () => {
    await place();
    const next = await recommended(desk.services, desk.union, fair.id);
    const last = await recommended(desk.services, desk.union, fair.id);
    for (const { registration } of [next, last]) await placeRegistration(desk.union, { id: registration.id });
    await withdrawRegistration(one.member, { id: id() });
    expect(await readable()).toEqual(NONE);
    await answerOffer(next.member, { id: next.registration.id, accept: true });
    expect(await readable()).toEqual({ postings: [next.posting.id], enterprises: [next.enterprise.id] });
    await withdrawRegistration(next.member, { id: next.registration.id });
    await desk.database.travel("25 hours");
    await fairUpkeep(desk.services);
    expect(await readable()).toEqual(NONE);
    await desk.database.travel("-25 hours");
  });

  test("ends with a suspension at once, and returns with its end", async () => {
    await place();
    await suspendEnterprise(desk.union, { id: one.enterprise.id, reason: "核查" });
    expect(await readable()).toEqual(NONE);
    await fairUpkeep(desk.services);
    expect(await readable()).toEqual(NONE);
    await reinstateEnterprise(desk.union, { id: one.enterprise.id });
    expect(await readable()).toEqual(withIt(one.posting.id));
  });

  test("ends when the fair is called off", async () => {
    await place();
    await publishFair(desk.union, { id: fair.id, action: "publish" });
    expect(await readable()).toEqual(withIt(one.posting.id));
    await cancelConfirmed(desk.union, { id: fair.id, action: "cancel", reason: "暴雨" });
    expect(await readable()).toEqual(NONE);
  });

  test("is read until thirty days after the end, to the minute, and moves with the end of the fair", async () => {
    await place();
    await publishFair(desk.union, { id: fair.id, action: "publish" });
    await desk.database.travel("40 days 5 hours 58 minutes");
    expect(await readable()).toEqual(withIt(one.posting.id));
    await desk.database.travel("3 minutes");
    expect(await readable()).toEqual(NONE);
    await desk.database.travel("-40 days -5 hours -61 minutes");
    const opensAt = await hoursAhead(desk.union, 12 * 24);
    const closesAt = await hoursAhead(desk.union, 12 * 24 + 6);
    await updateConfirmed(desk.union, { id: fair.id, patch: { opensAt, closesAt } });
    await desk.database.travel("42 days 5 hours");
    expect(await readable()).toEqual(withIt(one.posting.id));
    await freezeReport(desk.union, { fairId: fair.id, label: "年报" });
    expect(await readable()).toEqual(withIt(one.posting.id));
    await desk.database.travel("61 minutes");
    expect(await readable()).toEqual(NONE);
    await desk.database.travel("-42 days -5 hours -61 minutes");
  });

  test("is not read by people of another agreement", async () => {
    const foreign = await officer(desk.services, FOREIGN);
    const draft = await draftFair(foreign, { cities: [], venues: [venueInput({ city: FOREIGN })] });
    const theirs = await announceFair(foreign, { id: draft.id, action: "announce" });
    const stand = await recommended(desk.services, foreign, theirs.id, { county: COUNTY[FOREIGN] ?? "" });
    await placeRegistration(foreign, { id: stand.registration.id });
    expect(await readable()).toEqual({ postings: [stand.posting.id], enterprises: [stand.enterprise.id] });
    const west = await person(desk.services, { agreement: "west" });
    const east = await person(desk.services, { agreement: "east" });
    expect(await code(getPosting(west, stand.posting.id))).toBe("NOT_FOUND");
    expect(await getPosting(east, stand.posting.id)).toMatchObject({ id: stand.posting.id });
  });
});
