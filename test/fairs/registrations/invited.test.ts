import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../../src/applications/index.ts";
import { saveProfile } from "../../../src/candidates/index.ts";
import {
  getEnterprise,
  registerEnterprise,
  suspendEnterprise,
  updateEnterprise,
  verifyEnterprise,
} from "../../../src/enterprises/index.ts";
import {
  inviteEnterprise,
  listExhibitors,
  placeRegistration,
  readInvitation,
  readOwnPeople,
  recommendRegistration,
  registerForFair,
} from "../../../src/fairs/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { countCall, getPosting } from "../../../src/postings/index.ts";
import { defaultEngine, fairEngine, searchPostings } from "../../../src/search/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { asMember, officer, person, visitor } from "../../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { enterpriseInput, verifiedEnterprise } from "../../factories/enterprises.ts";
import { announcedFair } from "../../factories/fairs.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { code, fields } from "../../support/refusals.ts";

/** 天津市滨海新区: no union of this node is responsible for it. */
const FAR = "120116";
const choice = {
  venueWishes: [],
  wishNote: null,
  recruiters: 2,
  contactName: "赵",
  contactPhone: "022-5550000",
};

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let neighbour: Awaited<ReturnType<typeof officer>>;
let foreign: Awaited<ReturnType<typeof officer>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  neighbour = await officer(desk.services, NEIGHBOUR);
  foreign = await officer(desk.services, FOREIGN);
});
afterAll(() => desk.database.drop());

async function standsThere(
  fairId: string,
  { member, enterpriseId, home }: { member: RequestContext; enterpriseId: string; home: RequestContext },
  invitation?: string,
) {
  const posting = await publishedPosting({ member, officer: home }, enterpriseId);
  const { id } = await registerForFair(member, {
    fairId,
    enterpriseId,
    postingIds: [posting.id],
    ...choice,
    ...(invitation ? { invitation } : {}),
  });
  await recommendRegistration(neighbour, { id, decision: "recommend" });
  return { posting, id, place: () => placeRegistration(desk.union, { id }) };
}

describe("enterprise from outside the agreement", () => {
  test("registers by a city's invitation; that city verifies and recommends it", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(desk.union);
    const { code: invitation } = await inviteEnterprise(neighbour, { fairId: fair.id, label: "天津某厂" });
    const founder = await person(services);
    const input = enterpriseInput({ county: FAR });
    const asked = (more: object) => fields(registerEnterprise(founder, { ...input, ...more }));
    expect(await asked({})).toEqual(["county:NO_UNION_HERE"]);
    expect(await asked({ invitation: "LP0000000000" })).toEqual(["invitation:UNKNOWN"]);
    expect(await asked({ invitation, county: "999999" })).toEqual(["county:UNKNOWN_DIVISION"]);

    expect(await readInvitation(founder, invitation)).toMatchObject({ fairId: fair.id, enterpriseId: null });
    const enterprise = await registerEnterprise(founder, { ...input, invitation });
    expect(enterprise).toMatchObject({ homeCity: NEIGHBOUR, county: FAR });
    expect(await code(verifyEnterprise(union, { id: enterprise.id }))).toBe("NOT_FOUND");
    const { rev } = await verifyEnterprise(neighbour, { id: enterprise.id });
    const member = asMember(founder, enterprise);
    // The county stays, although it is outside the node's cities, when members edit the enterprise.
    const patch = { county: FAR, address: "天津市滨海新区一号路" };
    expect(await updateEnterprise(member, { id: enterprise.id, ifRev: rev, patch })).toMatchObject({
      county: FAR,
    });

    const stand = await standsThere(
      fair.id,
      { member, enterpriseId: enterprise.id, home: neighbour },
      invitation,
    );
    await stand.place();
    const shown = await listExhibitors(visitor(services), fair, { city: "120000" });
    expect(shown.items).toMatchObject([
      { enterpriseId: enterprise.id, city: "120000", endorsingCity: NEIGHBOUR },
    ]);
    expect(shown.choices).toContainEqual(
      expect.objectContaining({ kind: "city", value: "120000", name: "天津" }),
    );
    expect(await getPosting(visitor(services), stand.posting.id)).toMatchObject({
      verifier: `union ${NEIGHBOUR}`,
    });
    // Only the enterprise's own members can still open the invitation; it then names their enterprise.
    expect(await readInvitation(member, invitation)).toMatchObject({ enterpriseId: enterprise.id });
    expect(await code(readInvitation(await person(services), invitation))).toBe("NOT_FOUND");
    expect(
      await fields(
        registerEnterprise(await person(services), { ...enterpriseInput({ county: FAR }), invitation }),
      ),
    ).toEqual(["invitation:UNKNOWN"]);
  });

  test("one whose own city is in the agreement stays with its union, whoever invites it", async () => {
    const fair = await announcedFair(desk.union);
    const { code: invitation } = await inviteEnterprise(neighbour, { fairId: fair.id, label: "本市某厂" });
    const founder = await person(desk.services);
    const made = await registerEnterprise(founder, { ...enterpriseInput(), invitation });
    expect(made).toMatchObject({ homeCity: HOME, county: COUNTY[HOME] });
    // An enterprise in a city of another agreement: the inviting city becomes its home city.
    const there = enterpriseInput({ county: COUNTY[FOREIGN] ?? "" });
    expect(await registerEnterprise(await person(desk.services), { ...there, invitation })).toMatchObject({
      homeCity: NEIGHBOUR,
      county: COUNTY[FOREIGN],
    });
  });
});

describe("enterprise of another agreement", () => {
  test("readers of the fair's agreement read, search and apply to its postings at the fair, and nobody else", async () => {
    const { services } = desk;
    const fair = await announcedFair(desk.union);
    const { enterprise, member } = await verifiedEnterprise(services, foreign, {
      county: COUNTY[FOREIGN] ?? "",
    });
    const { code: invitation } = await inviteEnterprise(neighbour, { fairId: fair.id, label: "鞍山某厂" });
    const company = { member, enterpriseId: enterprise.id, home: foreign };
    const stand = await standsThere(fair.id, company, invitation);
    await drainAll(services);
    const seeker = await person(services, { agreement: "west" });
    await saveProfile(seeker, { callName: "王焊工", skills: ["welder"], places: [HOME] });
    const { posting } = stand;
    const search = async (inside: boolean) => {
      const engine = inside ? fairEngine(seeker, fair.id) : defaultEngine(seeker);
      const query = {
        text: null,
        filter: {},
        sort: "newest",
        cursor: null,
        limit: 20,
        facets: false,
      } as const;
      return (await searchPostings(seeker, engine, query)).items.map((one) => one.id);
    };
    const apart = {
      read: "NOT_FOUND",
      applied: "NOT_FOUND",
      enterprise: "NOT_FOUND",
      inside: [] as string[],
    };
    const seen = async () => ({
      read: await code(getPosting(seeker, posting.id)),
      applied: await code(apply(seeker, { postingId: posting.id })),
      enterprise: await code(getEnterprise(seeker, enterprise.id)),
      inside: await search(true),
    });
    expect(await seen()).toEqual(apart);

    await stand.place();
    expect(await getPosting(seeker, posting.id)).toMatchObject({ id: posting.id });
    expect(await getEnterprise(seeker, enterprise.id)).toMatchObject({ id: enterprise.id, management: null });
    expect(await search(true)).toEqual([posting.id]);
    expect(await search(false)).not.toContain(posting.id);
    expect(await apply(seeker, { postingId: posting.id })).toMatchObject({ created: true });
    await countCall(seeker, { id: posting.id, channel: "web" });

    await suspendEnterprise(foreign, { id: enterprise.id, reason: "核查" });
    expect(await seen()).toMatchObject({ enterprise: "NOT_FOUND", inside: [] });
  });
});

test("a city of the agreement without a part in the fair sees its own people and enterprises there", async () => {
  const fair = await announcedFair(desk.union);
  const third = await officer(desk.services, "210700");
  const ours = await readOwnPeople(third, fair.id);
  expect(ours.city).toMatchObject({ city: "210700", role: "supporter", quota: null, boothsTaken: 0 });
  expect(await code(readOwnPeople(foreign, fair.id))).toBe("NOT_FOUND");
});
