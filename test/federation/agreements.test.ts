import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AgreementText,
  activateAgreement,
  agreementText,
  leaveAgreement,
  narrowAgreement,
  readAgreement,
  widenAgreement,
} from "../../src/federation/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { agreementOf, knowCities, partyOf, signedBy } from "../factories/agreements.ts";
import { FIRST, FOREIGN, HOME, NEIGHBOUR, SECOND } from "../factories/cities.ts";
import { bodyOf, type Client } from "../support/app.ts";

let hall: Hall;
let neighbour: Client;
let posting: string;
beforeAll(async () => {
  hall = await openHall();
  neighbour = await hall.t.asOfficer(NEIGHBOUR);
  posting = await hall.publish({ title: "铆工" });
  await drainAll(hall.t.services);
});
afterAll(() => hall.t.close());

const activate = (note: string) => activateAgreement(systemContext(hall.t.services, "test"), note);
const faultOf = (note: string) =>
  activate(note).then(
    () => null,
    (error: { detail?: { fields?: { code: string }[] } }) => error.detail?.fields?.[0]?.code ?? String(error),
  );

const seen = async () => {
  const answer = await neighbour.call("GET", "/api/v1/postings?limit=100");
  return (await bodyOf<{ items: { id: string }[] }>(answer, 200)).items.some(({ id }) => id === posting);
};
const gives = async (kind: string, document: string | null = null) => {
  const { rows } = await sql<{ gives: boolean }>`
    select app.gives(${HOME}, ${[NEIGHBOUR]}::text[], ${kind}, ${document}) as gives`.execute(
    hall.t.services.db,
  );
  return rows[0]?.gives;
};
const notesHeld = async () => {
  const { rows } = await sql<{ notes: number; clauses: number; audits: number }>`
    select (select count(*) from agreement_note)::int as notes, (select count(*) from agreement_clause)::int as clauses,
      (select count(*) from audit where action = 'agreement.activate')::int as audits`.execute(
    hall.t.services.db,
  );
  return rows[0];
};

let first: AgreementText;
beforeAll(async () => {
  first = await agreementOf(FIRST.slug, FIRST.cities);
});

test("an agreement that lacks a signature, an identity or a city changes nothing", async () => {
  const [one, two] = FIRST.cities;
  expect(await faultOf(await signedBy(first, [one, two]))).toBe("SIGNATURES_MISSING");
  expect(await faultOf(await signedBy(first, FIRST.cities))).toBe("ROOT_NOT_OURS");
  const strange = { ...first, parties: [...first.parties, await partyOf("210300")] };
  expect(await faultOf(await signedBy(strange, [...FIRST.cities, "210300"]))).toBe("CITY_NOT_SET_UP");
  expect(await faultOf(await signedBy({ ...first, agreement: "nowhere" }, FIRST.cities))).toBe(
    "AGREEMENT_NOT_SET_UP",
  );
  for (const form of ["nothing", "[".repeat(50_000) + "]".repeat(50_000)])
    expect(await faultOf(form)).toBe("FORM");
  expect(await notesHeld()).toEqual({ notes: 0, clauses: 0, audits: 0 });
  expect(await seen()).toBe(true);
});

test("what the clauses give is seen; a narrowing hides it with the next query, and all together give it again", async () => {
  await knowCities(hall.t.services, FIRST.cities);
  const note = await signedBy(first, FIRST.cities);
  const { digest } = readAgreement(note);
  expect(await activate(note)).toEqual({ document: digest, revision: 1, whole: true, known: false });
  expect(await activate(note)).toMatchObject({ known: true });
  expect(await seen()).toBe(true);
  expect([await gives("posting"), await gives("posting", digest), await gives("posting", "other")]).toEqual([
    true,
    true,
    false,
  ]);

  const less = narrowAgreement(
    { content: first, digest },
    { from: HOME, to: NEIGHBOUR, without: ["posting"] },
  );
  expect(await faultOf(await signedBy(less, [NEIGHBOUR]))).toBeNull(); // Signed by one that gives the same.
  expect(await seen()).toBe(true);
  expect(await activate(await signedBy(less, [NEIGHBOUR]))).toMatchObject({ known: true });
});

test("a narrowing by its city hides at once", async () => {
  const digest = readAgreement(agreementText(first)).digest;
  const less = narrowAgreement(
    { content: first, digest },
    { from: HOME, to: NEIGHBOUR, without: ["posting", "enterprise"] },
  );
  expect(await activate(await signedBy(less, [HOME]))).toMatchObject({ whole: false, known: false });
  expect([await seen(), await gives("posting"), await gives("fair")]).toEqual([false, false, true]);
  const own = await bodyOf<{ items: { id: string }[] }>(
    await hall.officer.call("GET", "/api/v1/postings?limit=100"),
    200,
  );
  expect(own.items.some(({ id }) => id === posting)).toBe(true);

  const again = { ...first, revision: 3, previous: readAgreement(agreementText(less)).digest };
  expect(await faultOf(await signedBy(again, [HOME, NEIGHBOUR]))).toBe("SIGNATURES_MISSING");
  expect(await faultOf(await signedBy({ ...again, previous: digest }, FIRST.cities))).toBe(
    "PREVIOUS_UNKNOWN",
  );
  expect(await activate(await signedBy(again, FIRST.cities))).toMatchObject({ whole: true });
  expect(await seen()).toBe(true);
  expect(await activate(await signedBy(less, [HOME]))).toMatchObject({ known: true });
  expect(await faultOf(await signedBy(less, FIRST.cities))).toBe("REVISION_STALE");
  expect(await seen()).toBe(true);
});

test("the desk shows partners and the agreement to its cities' officers alone", async () => {
  type Partners = { items: { city: string; hosted: boolean; given: string[]; received: string[] }[] };
  const partners = await bodyOf<Partners>(await hall.officer.call("GET", "/api/v1/federation/partners"), 200);
  const kinds = ["enterprise", "fair", "fairExhibitor", "posting"];
  expect(partners.items.map(({ city }) => city).sort()).toEqual(
    FIRST.cities.filter((city) => city !== HOME).sort(),
  );
  expect(partners.items[0]).toMatchObject({ hosted: true, given: kinds, received: kinds, log: null });
  const path = `/api/v1/federation/agreements/${FIRST.slug}`;
  const shown = await bodyOf<Record<string, unknown>>(await neighbour.call("GET", path), 200);
  expect(shown).toMatchObject({ slug: FIRST.slug, revision: 3 });
  const stranger = await hall.t.asOfficer(FOREIGN);
  expect((await stranger.call("GET", path)).status).toBe(404);
  expect((await stranger.call("GET", "/api/v1/federation/agreements/none")).status).toBe(404);
});

test("a city that leaves is hidden at once", async () => {
  const [third] = await hall.t.services.db
    .selectFrom("agreementNote")
    .select("digest")
    .where("revision", "=", 3)
    .execute();
  const base = { content: { ...first, revision: 3 }, digest: third?.digest ?? "" };
  const note = await signedBy(leaveAgreement(base, HOME), [HOME]);
  expect(await activate(note)).toMatchObject({ whole: false });
  expect([await seen(), await gives("posting")]).toEqual([false, false]);
  expect((await neighbour.call("GET", `/api/v1/postings/${posting}`)).status).toBe(404);
});

test("a city that was set up stays while a first revision does not name it, and joins with the next", async () => {
  const [founder, joining] = SECOND.cities;
  await knowCities(hall.t.services, SECOND.cities);
  const alone = await agreementOf(SECOND.slug, [founder]);
  await activate(await signedBy(alone, [founder]));
  const base = { content: alone, digest: readAgreement(agreementText(alone)).digest };
  const given = { kinds: ["posting"], purposes: [], commands: [], startsOn: "2024-05-01" };
  const both = widenAgreement(base, { parties: [await partyOf(joining)], ...given });
  expect(await faultOf(await signedBy(both, [founder]))).toBe("SIGNATURES_MISSING");
  expect(await activate(await signedBy(both, SECOND.cities))).toMatchObject({ revision: 2, whole: true });
});
