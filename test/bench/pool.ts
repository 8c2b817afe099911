import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { createDb } from "../../db/client.ts";
import { TALENT_STARTS } from "../../db/schema/index.ts";
import { certificateText, termsOf, wantedTerms } from "../../src/talent/rules.ts";
import type { TalentCard, TalentFilter } from "../../src/talent/schema.ts";
import { countCards, type PoolReader, searchCards } from "../../src/talent/store.ts";
import { FIRST, twoAgreements } from "../factories/cities.ts";
import { shareCards } from "../factories/talent.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";

const [CARDS, BATCH, ROUNDS, WARM, LIMIT] = [100_000, 5_000, 210, 10, 21];
const CERTIFICATES = ["叉车证", "特种设备焊接作业证", "低压电工作业证", "高处作业证", "健康证", "驾驶证B2"];

type Db = ReturnType<typeof createDb>;
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** One card in a hundred is taken back, one in fifty has ended, as in a pool that is some months old. */
async function fill(db: Db, cities: readonly string[]): Promise<string[]> {
  const { rows: trades } = await sql<{ id: string }>`select id from occupation order by id`.execute(db);
  const { rows: counties } = await sql<{ code: string }>`
    select code from division where level = 'county' and parent = any(${[...cities]}::text[]) order by code`.execute(
    db,
  );
  const skills = trades.map(({ id }) => id);
  for (let from = 0; from < CARDS; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, at) => {
      const n = from + at;
      const hash = (salt: number) => Math.imul(n + 1, 2_654_435_761 + salt * 40_503) >>> 8;
      const card: TalentCard = {
        skills: [pick(skills, hash(1)), pick(skills, Math.floor(Math.sqrt(hash(2) % (skills.length * 9))))],
        places: [pick(counties, hash(3)).code, pick(cities, hash(4))],
        years: hash(5) % 30,
        certificates: hash(6) % 3 === 0 ? [pick(CERTIFICATES, hash(7))] : null,
        startFrom: pick(TALENT_STARTS, hash(8)),
        veteran: hash(9) % 12 === 0,
      };
      return {
        n,
        city: pick(cities, n),
        home: pick(cities, hash(10)),
        ...card,
        text: certificateText(card),
        terms: termsOf(card),
      };
    });
    await sql`
      with r as materialized (
        select gen_random_uuid() as person, gen_random_uuid() as consent, t.* from json_to_recordset(${JSON.stringify(rows)}::json)
          as t(n int, city text, home text, skills text[], places text[], years int, certificates text[],
            text text, "startFrom" text, veteran boolean, terms text[])),
      people as (insert into person (id, home_city, subject) select person, home, person::text from r returning 1),
      consents as (insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, ends_at, withdrawn_at)
        select consent, person, 'matching', 'city', city, '{skills}', app.now() + case when n % 50 = 7 then -1 else 90 end * interval '1 day',
          case when n % 100 = 3 then app.now() end from r returning 1)
      insert into talent_card (consent_id, account_id, home_city, city, skills, places, years, certificates, certificate_text, start_from, veteran, terms, given_at)
      select consent, person, home, city, skills, places, years, certificates, text, "startFrom", veteran, terms,
        app.now() - n * interval '1 minute' from r`.execute(db);
  }
  await sql`vacuum analyze talent_card`.execute(db);
  await sql`vacuum analyze consent`.execute(db);
  return skills;
}

/** The same page and count without consent, agreement, standing and blocks. */
async function bare(db: Db, { city }: PoolReader, filter: TalentFilter): Promise<void> {
  const { all, some } = wantedTerms(filter);
  const met = sql.join(
    [
      sql`k.city = ${city}`,
      ...(all.length > 0 ? [sql`k.terms @> ${all}::text[]`] : []),
      ...some.map((one) => sql`k.terms && ${one}::text[]`),
    ],
    sql` and `,
  );
  await Promise.all([
    sql`select k.id, k.skills, k.places, k.years, k.given_at from talent_card k where ${met}
      order by k.given_at desc, k.id desc limit ${LIMIT}`.execute(db),
    sql`select count(*) from (select from talent_card k where ${met} limit 1001) found`.execute(db),
  ]);
}

const percentile = (times: number[], part: number) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * part)] ?? 0;

/** Questions as readers ask them: none, one and several conditions, rare and common ones. */
const questions = (skills: readonly string[], n: number): TalentFilter[] => [
  {},
  { skill: pick(skills, n * 7) },
  { skill: pick(skills, n), years: 5 },
  { veteran: "true", startFrom: "week" },
  { certificate: "叉车", years: 3 },
  { place: "211400", skill: pick(skills, n * 3), startFrom: "month" },
  { years: 1 },
];

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}

/** Creates five cities that share cards, and a verified enterprise in each. */
async function openCities(db: Db): Promise<PoolReader[]> {
  await twoAgreements(db);
  await shareCards(db);
  const more = ["211100", "211300"];
  await db
    .insertInto("city")
    .values(more.map((code) => ({ code, federationName: code })))
    .execute();
  await sql`insert into agreement_city (agreement_id, city, hue, ordinal, joined_on)
    select a.id, c, '#000009', 9, '2024-05-01' from agreement a, unnest(${more}::text[]) c where slug = ${FIRST.slug}`.execute(
    db,
  );
  const readers = [...FIRST.cities, ...more].map((city) => ({ city, enterpriseId: randomUUID() }));
  for (const { city, enterpriseId } of readers)
    await sql`insert into enterprise (id, home_city, name, name_key, status, origin)
      values (${enterpriseId}, ${city}, ${city}, ${city}, 'verified', 'registered')`.execute(db);
  return readers;
}

/**
 * Measures searches of the pool with every condition in the query, and the same questions without consent.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  try {
    await prepareTemplate(database.url, "pool");
    const url = new URL(database.url);
    url.pathname = "/pool";
    const db = createDb(url.href, { max: 4 });
    const readers = await openCities(db);
    const skills = await fill(
      db,
      readers.map(({ city }) => city),
    );
    const [ours, reference]: [number[], number[]] = [[], []];
    for (let n = 0; n < ROUNDS; n += 1)
      for (const filter of questions(skills, n)) {
        const { city, enterpriseId } = pick(readers, n);
        const reader = { city, enterpriseId: n % 2 === 0 ? null : enterpriseId };
        const terms = wantedTerms(filter);
        const asked = () =>
          Promise.all([
            searchCards(db, { reader, terms, after: null, limit: LIMIT }),
            countCards(db, { reader, terms }),
          ]);
        if (n >= WARM) {
          ours.push(await timed(asked));
          reference.push(await timed(() => bare(db, reader, filter)));
        } else await Promise.all([asked(), bare(db, reader, filter)]);
      }
    report({
      name: "pool",
      ours: percentile(ours, 0.95),
      reference: percentile(reference, 0.95),
      unit: "ms p95",
      median: Number(percentile(ours, 0.5).toFixed(1)),
      cards: CARDS,
      questions: ours.length,
    });
    await db.destroy();
  } finally {
    await database.close();
  }
}
