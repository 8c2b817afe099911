import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AgreementText,
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  leaveAgreement,
  narrowAgreement,
  readAgreement,
  rootName,
  signingKey,
  verifierText,
} from "../../src/federation/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { FIRST, HOME, NEIGHBOUR } from "../factories/cities.ts";
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

const originOf = (city: string) => `${city}.example.cn/fed`;
const rootOf = (city: string) =>
  signingKey(rootName(originOf(city), city), new Uint8Array(32).fill(Number(city) % 251));
const partyOf = async (city: string) => ({
  city,
  federation: `union ${city}`,
  origin: originOf(city),
  root: verifierText(await rootOf(city)),
  url: `https://${city}.example.cn`,
});
const signed = async (content: AgreementText, cities: readonly string[]) => {
  let note = agreementText(content);
  for (const city of cities) note = await addSignature(note, await rootOf(city));
  return note;
};
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
  first = draftAgreement({
    agreement: FIRST.slug,
    name: "西部三市促进就业创业合作协议",
    parties: await Promise.all(FIRST.cities.map(partyOf)),
    kinds: ["posting", "enterprise", "fair"],
    purposes: [],
    commands: [],
    startsOn: "2024-05-01",
  });
});

test("an agreement that lacks a signature, an identity or a city changes nothing", async () => {
  const [one, two] = FIRST.cities;
  expect(await faultOf(await signed(first, [one, two]))).toBe("SIGNATURES_MISSING");
  expect(await faultOf(await signed(first, FIRST.cities))).toBe("ROOT_NOT_OURS");
  const strange = { ...first, parties: [...first.parties, await partyOf("210300")] };
  expect(await faultOf(await signed(strange, [...FIRST.cities, "210300"]))).toBe("CITY_NOT_SET_UP");
  expect(await faultOf(await signed({ ...first, agreement: "nowhere" }, FIRST.cities))).toBe(
    "AGREEMENT_NOT_SET_UP",
  );
  expect(await faultOf("nothing")).toBe("FORM");
  expect(await notesHeld()).toEqual({ notes: 0, clauses: 0, audits: 0 });
  expect(await seen()).toBe(true);
});

test("what the clauses give is seen; a narrowing hides it with the next query, and all together give it again", async () => {
  for (const party of first.parties)
    await hall.t.services.db
      .insertInto("cityIdentity")
      .values({ city: party.city, origin: party.origin, root: party.root, url: party.url })
      .execute();
  const note = await signed(first, FIRST.cities);
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
  expect(await faultOf(await signed(less, [NEIGHBOUR]))).toBeNull(); // Signed by one that gives the same.
  expect(await seen()).toBe(true);
  expect(await activate(await signed(less, [NEIGHBOUR]))).toMatchObject({ known: true });
});

test("a narrowing by its city hides at once", async () => {
  const digest = readAgreement(agreementText(first)).digest;
  const less = narrowAgreement(
    { content: first, digest },
    { from: HOME, to: NEIGHBOUR, without: ["posting", "enterprise"] },
  );
  expect(await activate(await signed(less, [HOME]))).toMatchObject({ whole: false, known: false });
  expect([await seen(), await gives("posting"), await gives("fair")]).toEqual([false, false, true]);
  const own = await bodyOf<{ items: { id: string }[] }>(
    await hall.officer.call("GET", "/api/v1/postings?limit=100"),
    200,
  );
  expect(own.items.some(({ id }) => id === posting)).toBe(true);

  const again = { ...first, revision: 3, previous: readAgreement(agreementText(less)).digest };
  expect(await faultOf(await signed(again, [HOME, NEIGHBOUR]))).toBe("SIGNATURES_MISSING");
  expect(await faultOf(await signed({ ...again, previous: digest }, FIRST.cities))).toBe("PREVIOUS_UNKNOWN");
  expect(await activate(await signed(again, FIRST.cities))).toMatchObject({ whole: true });
  expect(await seen()).toBe(true);
  expect(await activate(await signed(less, [HOME]))).toMatchObject({ known: true });
  expect(await faultOf(await signed(less, FIRST.cities))).toBe("REVISION_STALE");
  expect(await seen()).toBe(true);
});

test("a city that leaves is hidden at once", async () => {
  const [third] = await hall.t.services.db
    .selectFrom("agreementNote")
    .select("digest")
    .where("revision", "=", 3)
    .execute();
  const base = { content: { ...first, revision: 3 }, digest: third?.digest ?? "" };
  const note = await signed(leaveAgreement(base, HOME), [HOME]);
  expect(await activate(note)).toMatchObject({ whole: false });
  expect([await seen(), await gives("posting")]).toEqual([false, false]);
  expect((await neighbour.call("GET", `/api/v1/postings/${posting}`)).status).toBe(404);
});
