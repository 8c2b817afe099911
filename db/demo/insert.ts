import { sql } from "kysely";
import { checkUscc, emitEnterprise, nameKey } from "../../src/enterprises/index.ts";
import { ensureAccount, grantMembership, type Membership } from "../../src/identity/index.ts";
import { type Services, systemContext } from "../../src/platform/context.ts";
import { buildPostingRow, columnsOf, emitPostings, postingReaders } from "../../src/postings/index.ts";
import type { Tx } from "../client.ts";
import { ADMINISTRATOR_PHONE, countyOfficerPhone, memberPhone, officerPhone } from "./people.ts";
import { AGREEMENTS } from "./places.ts";
import type { DemoEnterprise, DemoPosting, Names } from "./world.ts";

const CODE_CHARS = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const ORGANISATION_CHARS = [..."0123456789X"];

/**
 * Returns a unified social credit code that is valid by GB 32100. Finds the two check characters by trial.
 */
function creditCode(city: string, n: number): string {
  const body = `91${city}MA${String(n).padStart(6, "0")}`;
  for (const inner of ORGANISATION_CHARS)
    for (const last of CODE_CHARS) {
      const checked = checkUscc(body + inner + last);
      if (checked.ok) return checked.value;
    }
  throw new Error(`no credit code for ${city} ${n}`);
}

export async function insertAgreements(tx: Tx, services: Services, names: Names): Promise<void> {
  for (const [ordinal, agreement] of AGREEMENTS.entries()) {
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

async function staff(tx: Tx, services: Services, phone: string, membership: Membership): Promise<string> {
  const accountId = await ensureAccount(services, tx, { phone });
  await grantMembership(tx, systemContext(services, "demo"), { accountId, membership });
  return accountId;
}

/**
 * Inserts one officer per city, one officer of each city's first county, and one administrator. Returns the
 * accounts of the city officers, by city.
 */
export async function insertOfficers(tx: Tx, services: Services): Promise<Map<string, string>> {
  const officers = new Map<string, string>();
  for (const { code, counties } of AGREEMENTS.flatMap((agreement) => agreement.cities)) {
    officers.set(
      code,
      await staff(tx, services, officerPhone(code), { kind: "officer", city: code, county: null }),
    );
    const county = counties[0];
    if (county)
      await staff(tx, services, countyOfficerPhone(county), { kind: "officer", city: code, county });
  }
  await staff(tx, services, ADMINISTRATOR_PHONE, { kind: "administrator" });
  return officers;
}

export type Placed = { id: string; enterprise: DemoEnterprise };

/** Inserts verified enterprises. The first of each city has a member who can sign in. */
export async function insertEnterprises(
  tx: Tx,
  services: Services,
  enterprises: DemoEnterprise[],
  officers: ReadonlyMap<string, string>,
): Promise<Placed[]> {
  const placed = enterprises.map((enterprise) => ({ id: services.ids.uuid(), enterprise }));
  const now = await sql<{ now: Date }>`select app.now() as now`.execute(tx);
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
    verifiedAt: now.rows[0]?.now ?? services.clock.now(),
    verifiedBy: officers.get(enterprise.homeCity) ?? null,
  }));
  await tx.insertInto("enterprise").values(rows).execute();
  const served = new Set<string>();
  for (const { id, enterprise } of placed) {
    if (served.has(enterprise.homeCity)) continue;
    served.add(enterprise.homeCity);
    await staff(tx, services, memberPhone(enterprise.homeCity), { kind: "member", enterpriseId: id });
  }
  const ctx = systemContext(services, "demo");
  for (const { id } of placed) await emitEnterprise(tx, ctx, { id, action: "demo", wasVerified: false });
  return placed;
}

const BATCH = 200;

/** Inserts postings with one status, and emits their changes. */
export async function insertPostings(
  tx: Tx,
  services: Services,
  postings: { owner: Placed; posting: DemoPosting }[],
  state: { status: "published" | "submitted"; officers: ReadonlyMap<string, string> },
): Promise<void> {
  const readers = await postingReaders({ ...services, db: tx }, "");
  const today = await sql<{ now: Date }>`select app.now() as now`.execute(tx);
  const nowMs = (today.rows[0]?.now ?? services.clock.now()).getTime();
  const day = (days: number) => new Date(nowMs + days * 86_400_000);
  const rows = postings.map(({ owner: { id: enterpriseId, enterprise }, posting }) => {
    const written = day(-posting.ageDays - 1);
    const published =
      state.status === "published"
        ? { publishedAt: day(-posting.ageDays), confirmedAt: day(-posting.ageDays) }
        : {};
    const row = buildPostingRow(
      { ...posting, validThrough: day(posting.validDays).toISOString().slice(0, 10) },
      { ...readers, homeCity: enterprise.homeCity },
    );
    return {
      ...columnsOf(row),
      id: services.ids.uuid(),
      homeCity: enterprise.homeCity,
      enterpriseId,
      status: state.status,
      submittedAt: written,
      reviewedBy: state.status === "published" ? (state.officers.get(enterprise.homeCity) ?? null) : null,
      createdAt: written,
      updatedAt: written,
      ...published,
    };
  });
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH);
    await tx.insertInto("posting").values(batch).execute();
    const audience = state.status === "published" ? "put" : "local";
    await emitPostings(
      tx,
      batch.map((row) => row.id),
      { audience, action: "demo" },
    );
  }
}
