/**
 * Demo data: fictional, and equal on every machine. Two agreements; the first has 152 enterprises with a
 * headcount of 3,854, and 300 seekers.
 * Inserted in one transaction into an empty database. After it, the capabilities' own functions create
 * applications and a fair.
 */
import { apply } from "../../src/applications/index.ts";
import { saveProfileIn } from "../../src/candidates/index.ts";
import { ensureAccount } from "../../src/identity/index.ts";
import { contextFor, type RequestContext, type Services } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { guessOccupation, occupationIndex } from "../../src/postings/index.ts";
import type { Tx } from "../client.ts";
import { seedFair } from "./fair.ts";
import {
  insertAgreements,
  insertEnterprises,
  insertOfficers,
  insertPostings,
  type Placed,
} from "./insert.ts";
import { AGREEMENTS } from "./places.ts";
import { buildWorld, type DemoSeeker, type Names } from "./world.ts";

export { cast } from "./people.ts";

const APPLICATIONS = 40;
/**
 * Number of submitted postings per city, so that officers have postings to review. Their headcount is not
 * part of the 3,854.
 */
const WAITING_PER_CITY = 3;

async function insertSeekers(tx: Tx, services: Services, seekers: DemoSeeker[]): Promise<string[]> {
  const index = await occupationIndex({ ...services, db: tx });
  const accounts: string[] = [];
  for (const seeker of seekers) {
    const accountId = await ensureAccount(services, tx, { phone: seeker.phone, name: seeker.callName });
    const skills = seeker.skillTitles.flatMap((title) => guessOccupation(title, index) ?? []);
    await saveProfileIn(tx, actingAs(services, accountId), {
      callName: seeker.callName,
      skills: [...new Set(skills.length > 0 ? skills : ["general-worker"])],
      places: [...new Set(seeker.places)],
      years: seeker.years,
      certificates: seeker.certificates,
      veteran: seeker.veteran,
      city: seeker.city,
    });
    accounts.push(accountId);
  }
  return accounts;
}

const actingAs = (services: Services, accountId: string): RequestContext =>
  contextFor(services, {
    kind: "account",
    accountId,
    sessionId: "",
    label: null,
    enterprises: [],
    offices: [],
    administrator: false,
  });

/** Returns one extra posting for each of the first enterprises of every city, to be inserted as submitted. */
function waiting(placed: Placed[]): { owner: Placed; posting: Placed["enterprise"]["postings"][number] }[] {
  const perCity = new Map<string, number>();
  return placed.flatMap((owner) => {
    const n = perCity.get(owner.enterprise.homeCity) ?? 0;
    const posting = owner.enterprise.postings[0];
    if (n >= WAITING_PER_CITY || !posting) return [];
    perCity.set(owner.enterprise.homeCity, n + 1);
    return [{ owner, posting: { ...posting, title: `${posting.title}（夜班）`, headcount: 2 + n } }];
  });
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
    if (posting) await apply(actingAs(services, accountId), { postingId: posting.id });
  }
}

/** Fills an empty database with demo data. Returns false and does nothing if a city exists. */
export async function seedDemo(services: Services, say: (line: string) => void): Promise<boolean> {
  const known = await services.db.selectFrom("city").select("code").limit(1).executeTakeFirst();
  if (known) return false;
  const divisions = await services.db.selectFrom("division").select(["code", "name"]).execute();
  const names: Names = new Map(divisions.map((division) => [division.code, division.name]));
  const world = buildWorld(names);
  const { accounts, officers } = await inTransaction(services, async (tx) => {
    await insertAgreements(tx, services, names);
    const officers = await insertOfficers(tx, services);
    const placed = await insertEnterprises(tx, services, world.enterprises, officers);
    const published = placed.flatMap((owner) =>
      owner.enterprise.postings.map((posting) => ({ owner, posting })),
    );
    await insertPostings(tx, services, published, { status: "published", officers });
    await insertPostings(tx, services, waiting(placed), { status: "submitted", officers });
    return { accounts: await insertSeekers(tx, services, world.seekers), officers };
  });
  await someApplications(services, accounts);
  await seedFair(services, officers);
  say(`demo world: ${world.enterprises.length} enterprises, ${accounts.length} seekers`);
  return true;
}
