/**
 * Demo data: fictional, and equal on every machine. Two agreements; the first has 152 enterprises with a
 * headcount of 3,854, and 300 seekers.
 * Three transactions fill an empty database: people, work and applications, then a fair, then livestreams.
 * Each leaves all of it or nothing if the process is killed, and the next start runs what is missing.
 */

import { apply } from "../../src/applications/index.ts";
import { saveProfilesIn } from "../../src/candidates/index.ts";
import { ensureAccounts } from "../../src/identity/index.ts";
import type { Services } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { allIndexes } from "../../src/platform/core/vault.ts";
import type { Tx } from "../client.ts";
import { type BuiltSeeker, type Demo, demoAhead } from "./build.ts";
import { acting } from "./events/acting.ts";
import { seedFair } from "./events/fair.ts";
import { seedLivestreams } from "./events/livestreams.ts";
import { insertAgreements, insertEnterprises, insertOfficers, insertPostings } from "./insert.ts";
import { cast } from "./people.ts";
import { AGREEMENTS } from "./places.ts";
import type { Names } from "./world.ts";

export { demoAhead } from "./build.ts";
export { seedFair } from "./events/fair.ts";
export { seedLivestreams } from "./events/livestreams.ts";

const APPLICATIONS = 40;

/** Inserts accounts and cards of seekers. Returns the accounts. */
export async function insertSeekers(tx: Tx, services: Services, seekers: BuiltSeeker[]): Promise<string[]> {
  const people = seekers.map(({ phone, callName }) => ({ phone, name: callName }));
  const accounts = await ensureAccounts(services, tx, people);
  const cards = seekers.map((seeker, i) => {
    const { callName, skills, years, certificates, veteran, city } = seeker;
    const places = [...new Set(seeker.places)];
    const input = { callName, skills, places, years, certificates, veteran, city };
    return { ctx: acting(services, accounts[i] ?? ""), input };
  });
  await saveProfilesIn(tx, cards);
  return accounts;
}

async function someApplications(services: Services, accounts: string[]): Promise<void> {
  const cities = AGREEMENTS[0]?.cities.map((city) => city.code) ?? [];
  const postings = await services.db
    .selectFrom("posting")
    .innerJoin("enterprise", "enterprise.id", "posting.enterpriseId")
    .innerJoin("membership", "membership.enterpriseId", "enterprise.id")
    .select("posting.id")
    .where("posting.status", "=", "published")
    .where("posting.homeCity", "in", cities)
    .orderBy("posting.id")
    .execute();
  for (const [i, accountId] of accounts.slice(1, APPLICATIONS + 1).entries()) {
    const posting = postings[(i * 7) % postings.length];
    if (posting) await apply(acting(services, accountId), { postingId: posting.id });
  }
}

/** Inserts people, work and applications. `services.db` is the transaction `tx`. */
async function insertDemo(tx: Tx, services: Services, demo: Demo): Promise<void> {
  const divisions = await tx.selectFrom("division").select(["code", "name"]).execute();
  const names: Names = new Map(divisions.map((division) => [division.code, division.name]));
  await insertAgreements(tx, services, names);
  const officers = await insertOfficers(tx, services);
  const placed = await insertEnterprises(tx, services, demo.enterprises, officers);
  await insertPostings(tx, services, placed, { status: "published", officers });
  await insertPostings(tx, services, placed, { status: "submitted", officers });
  const accounts = await insertSeekers(tx, services, demo.seekers);
  await someApplications(services, accounts);
}

/**
 * Fills an empty database with people, work and applications. Returns false and does nothing if a city
 * exists.
 */
export async function seedWork(services: Services, say: (line: string) => void): Promise<boolean> {
  const known = await services.db.selectFrom("city").select("code").limit(1).executeTakeFirst();
  if (known) return false;
  const demo = await demoAhead.take();
  await inTransaction(services, (tx) => insertDemo(tx, { ...services, db: tx }, demo));
  say(`demo world: ${demo.enterprises.length} enterprises, ${demo.seekers.length} seekers`);
  return true;
}

/** Returns the demo accounts that the banner names, or none if this database does not hold the demo. */
export async function castOf({ db, vault }: Services): Promise<ReturnType<typeof cast>> {
  const people = cast();
  const indexes = await allIndexes(vault, people[0]?.phone ?? "");
  const known = await db
    .selectFrom("account")
    .select("id")
    .where("phoneIndex", "in", indexes)
    .executeTakeFirst();
  return known ? people : [];
}

/** Fills an empty database with all demo data. Does nothing if a city exists. */
export async function seedDemo(services: Services): Promise<void> {
  if (!(await seedWork(services, () => undefined))) return;
  await seedFair(services);
  await seedLivestreams(services);
}
