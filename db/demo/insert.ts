import { completeUscc, emitEnterprises, nameKey } from "../../src/enterprises/index.ts";
import { ensureAccount, grantMembership, type Membership } from "../../src/identity/index.ts";
import { type Services, systemContext } from "../../src/platform/context.ts";
import { databaseNow } from "../../src/platform/core/store.ts";
import { columnsOf, emitPostings } from "../../src/postings/index.ts";
import type { Tx } from "../client.ts";
import type { BuiltEnterprise, BuiltPosting } from "./build.ts";
import { SURNAMES } from "./names.ts";
import { ADMINISTRATOR_PHONE, countyOfficerPhone, memberPhone, officerPhone } from "./people.ts";
import { AGREEMENTS, type DemoAgreement, type DemoCity } from "./places.ts";
import type { Names } from "./world.ts";

const creditCode = (city: string, n: number): string =>
  completeUscc(`91${city}MA${String(n).padStart(6, "0")}`);

/** Inserts cities and agreements, each with its cities. */
export async function insertAgreements(
  tx: Tx,
  services: Services,
  names: Names,
  agreements: readonly DemoAgreement[] = AGREEMENTS,
): Promise<void> {
  for (const [ordinal, agreement] of agreements.entries()) {
    const id = services.ids.uuid();
    await tx
      .insertInto("city")
      .values(
        agreement.cities.map(({ code }) => ({ code, federationName: `${names.get(code) ?? code}总工会` })),
      )
      .execute();
    await tx
      .insertInto("agreement")
      .values({
        id,
        slug: agreement.slug,
        name: agreement.name,
        shortName: agreement.shortName,
        startsOn: agreement.startsOn,
        shares: ["posting", "enterprise", "fair", "livestream", "candidate"],
        ordinal,
      })
      .execute();
    const members = agreement.cities.map(({ code, hue }, i) => ({
      agreementId: id,
      city: code,
      hue,
      ordinal: i,
      joinedOn: agreement.startsOn,
    }));
    await tx.insertInto("agreementCity").values(members).execute();
  }
}

type Person = { phone: string; name: string };

async function staff(tx: Tx, services: Services, person: Person, membership: Membership): Promise<string> {
  const accountId = await ensureAccount(services, tx, person);
  await grantMembership(tx, systemContext(services, "demo"), { accountId, membership });
  return accountId;
}

/**
 * Inserts one officer per city, one officer of each city's first county, and one administrator. Returns the
 * accounts of the city officers, by city.
 */
export async function insertOfficers(
  tx: Tx,
  services: Services,
  cities: readonly DemoCity[] = AGREEMENTS.flatMap((agreement) => agreement.cities),
): Promise<Map<string, string>> {
  const officers = new Map<string, string>();
  let given = 0;
  const called = (phone: string, title: string): Person => {
    given += 1;
    return { phone, name: `${SURNAMES[given % SURNAMES.length]}${title}` };
  };
  for (const { code, counties } of cities) {
    officers.set(
      code,
      await staff(tx, services, called(officerPhone(code), "主任"), {
        kind: "officer",
        city: code,
        county: null,
      }),
    );
    const county = counties[0];
    if (county)
      await staff(tx, services, called(countyOfficerPhone(county), "干事"), {
        kind: "officer",
        city: code,
        county,
      });
  }
  await staff(tx, services, called(ADMINISTRATOR_PHONE, "管理员"), { kind: "administrator" });
  return officers;
}

export type Placed = { id: string; enterprise: BuiltEnterprise };

/** Inserts verified enterprises. The first of each city has a member who can sign in. */
export async function insertEnterprises(
  tx: Tx,
  services: Services,
  enterprises: BuiltEnterprise[],
  officers: ReadonlyMap<string, string>,
): Promise<Placed[]> {
  const placed = enterprises.map((enterprise) => ({ id: services.ids.uuid(), enterprise }));
  const verifiedAt = await databaseNow(tx);
  const rows = placed.map(({ id, enterprise }, i) => ({
    id,
    homeCity: enterprise.homeCity,
    county: enterprise.county,
    name: enterprise.name,
    nameKey: nameKey(enterprise.name),
    uscc: creditCode(enterprise.homeCity, i + 1),
    usccCheck: "ok" as const,
    status: "verified" as const,
    industry: enterprise.industry,
    address: enterprise.address,
    contactName: enterprise.contactName,
    contactPhone: enterprise.contactPhone,
    contactHours: "工作日 8:30–17:00",
    origin: "registered" as const,
    verifiedAt,
    verifiedBy: officers.get(enterprise.homeCity) ?? null,
  }));
  await tx.insertInto("enterprise").values(rows).execute();
  const served = new Set<string>();
  for (const { id, enterprise } of placed) {
    if (served.has(enterprise.homeCity)) continue;
    served.add(enterprise.homeCity);
    const clerk = { phone: memberPhone(enterprise.homeCity), name: enterprise.contactName };
    await staff(tx, services, clerk, { kind: "member", enterpriseId: id });
  }
  await emitEnterprises(
    tx,
    placed.map(({ id }) => ({ id, action: "demo", wasVerified: false })),
  );
  return placed;
}

const BATCH = 200;

/** Inserts the postings with this status, and emits their changes. */
export async function insertPostings(
  tx: Tx,
  services: Services,
  placed: Placed[],
  state: { status: BuiltPosting["status"]; officers: ReadonlyMap<string, string> },
): Promise<void> {
  const { status, officers } = state;
  const nowMs = (await databaseNow(tx)).getTime();
  const day = (days: number) => new Date(nowMs + days * 86_400_000);
  const rows = placed.flatMap(({ id: enterpriseId, enterprise: { homeCity, postings } }) =>
    postings
      .filter((posting) => posting.status === status)
      .map(({ row, ageDays, validDays }) => {
        const written = day(-ageDays - 1);
        const published =
          status === "published" ? { publishedAt: day(-ageDays), confirmedAt: day(-ageDays) } : {};
        return {
          ...columnsOf(row),
          validThrough: day(validDays).toISOString().slice(0, 10),
          id: services.ids.uuid(),
          homeCity,
          enterpriseId,
          status,
          submittedAt: written,
          reviewedBy: status === "published" ? (officers.get(homeCity) ?? null) : null,
          createdAt: written,
          updatedAt: written,
          ...published,
        };
      }),
  );
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH);
    await tx.insertInto("posting").values(batch).execute();
    const audience = status === "published" ? "put" : "local";
    await emitPostings(
      tx,
      batch.map((row) => row.id),
      { audience, action: "demo" },
    );
  }
}
