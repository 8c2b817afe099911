import { sql } from "kysely";
import type { Db } from "../../db/client.ts";
import {
  announceFair,
  type Confirmation,
  cancelFair,
  createFair,
  FAIR_PERMITS,
  type FairInput,
  type FairView,
  placeRegistration,
  publishFair,
  recommendRegistration,
  registerForFair,
  unconfirmedOf,
  updateFair,
} from "../../src/fairs/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import { databaseNow } from "../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR } from "./cities.ts";
import { verifiedEnterprise } from "./enterprises.ts";
import { publishedPosting } from "./postings.ts";

const HOUR = 3_600_000;
export const PERMITS = Object.fromEntries(FAIR_PERMITS.map((paper) => [paper, `${paper} 已备案`]));

/** Returns the time `hours` hours after the database's current time. */
export async function hoursAhead(ctx: Pick<RequestContext, "db">, hours: number): Promise<string> {
  return new Date((await databaseNow(ctx.db)).getTime() + hours * HOUR).toISOString();
}

export const venueInput = (overrides: Partial<FairInput["venues"][number]> = {}) => ({
  city: HOME,
  name: "人力资源市场一楼大厅",
  address: "龙湾大街 1 号",
  directions: null,
  hours: null,
  capacity: null,
  boothRows: 2,
  boothColumns: 3,
  closedBooths: [],
  ...overrides,
});

/**
 * Returns the input of a fair of HOME that opens in ten days and whose registration is open. One venue has
 * six booths; one in the neighbour city has two.
 */
export async function fairInput(
  ctx: Pick<RequestContext, "db">,
  overrides: Partial<FairInput> = {},
): Promise<FairInput> {
  return {
    title: "春风行动联合招聘会",
    kind: "general",
    occupation: null,
    intro: "五市联动，现场面谈。",
    registrationOpensAt: await hoursAhead(ctx, -1),
    registrationClosesAt: await hoursAhead(ctx, 7 * 24),
    opensAt: await hoursAhead(ctx, 10 * 24),
    closesAt: await hoursAhead(ctx, 10 * 24 + 6),
    offerHours: 24,
    hostQuota: null,
    cities: [{ city: NEIGHBOUR, role: "organiser", quota: null }],
    venues: [
      venueInput(),
      venueInput({ city: NEIGHBOUR, name: "市民之家分会场", boothRows: 1, boothColumns: 2 }),
    ],
    programme: [{ at: "9:00", title: "开幕" }],
    permits: PERMITS,
    ...overrides,
  };
}

export const draftFair = async (
  host: RequestContext,
  overrides: Partial<FairInput> = {},
): Promise<FairView> => createFair(host, await fairInput(host, overrides));

/** Creates and announces a fair, so that enterprises may register. */
export async function announcedFair(
  host: RequestContext,
  overrides: Partial<FairInput> = {},
): Promise<FairView> {
  const { id } = await draftFair(host, overrides);
  return announceFair(host, { id, action: "announce" });
}

/** Creates a verified enterprise with a published posting, and registers it for a fair. */
export async function registered(
  services: Services,
  home: RequestContext,
  fairId: string,
  overrides: { county?: string; venueWishes?: string[] } = {},
) {
  const { county, ...wishes } = overrides;
  const { enterprise, member } = await verifiedEnterprise(services, home, county ? { county } : {});
  const posting = await publishedPosting({ member, officer: home }, enterprise.id);
  const registration = await registerForFair(member, {
    fairId,
    enterpriseId: enterprise.id,
    postingIds: [posting.id],
    venueWishes: [],
    wishNote: null,
    recruiters: 2,
    contactName: "刘经理",
    contactPhone: "0429-5550000",
    ...wishes,
  });
  return { enterprise, member, posting, registration };
}

/** Creates a registration and recommends it as the home union. */
export async function recommended(
  services: Services,
  home: RequestContext,
  fairId: string,
  overrides: Parameters<typeof registered>[3] = {},
) {
  const made = await registered(services, home, fairId, overrides);
  const { id } = made.registration;
  return { ...made, registration: await recommendRegistration(home, { id, decision: "recommend" }) };
}

/** Creates a recommended registration and gives it a booth. */
export async function placed(
  services: Services,
  host: RequestContext,
  fairId: string,
  overrides: Parameters<typeof registered>[3] = {},
) {
  const made = await recommended(services, host, fairId, overrides);
  return { ...made, registration: await placeRegistration(host, { id: made.registration.id }) };
}

/** Creates and publishes a fair. `exhibitors` is the number of enterprises of HOME that have a booth. */
export async function publishedFair(
  services: Services,
  host: RequestContext,
  { exhibitors = 1, ...overrides }: Partial<FairInput> & { exhibitors?: number } = {},
) {
  const { id } = await announcedFair(host, overrides);
  const companies = [];
  for (let n = 0; n < exhibitors; n += 1) companies.push(await placed(services, host, id));
  return { fair: await publishFair(host, { id, action: "publish" }), companies };
}

/**
 * Inserts verified enterprises of HOME with recommended registrations for a fair, in one statement. Returns
 * the registrations' ids.
 */
export async function crowd(db: Db, fairId: string, size: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into enterprise (id, home_city, name, name_key, status, origin)
      select gen_random_uuid(), ${HOME}, 'crowd ' || n, gen_random_uuid()::text, 'verified', 'registered'
      from generate_series(1, ${size}) n returning id)
    insert into fair_registration (id, reference, fair_id, enterprise_id, endorsing_city, status, contact_name,
      contact_phone, recommended_at)
    select gen_random_uuid(), gen_random_uuid()::text, ${fairId}::uuid, id, ${HOME}, 'recommended', 'crowd', '0429-5550000',
      app.now() from made returning id`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Creates a published fair that opens in 24 minutes. Its gates are open: they admit people from half an hour
 * before.
 */
export async function openDoors(
  services: Services,
  host: RequestContext,
  overrides: Parameters<typeof publishedFair>[2] = {},
): Promise<FairView> {
  const times = {
    registrationClosesAt: await hoursAhead(host, 0.2),
    opensAt: await hoursAhead(host, 0.4),
    closesAt: await hoursAhead(host, 6),
  };
  return (await publishedFair(services, host, { ...times, ...overrides })).fair;
}

/** Inserts valid tickets for a venue, the first of them for `accounts`. Returns their ids and references. */
export async function ticketsFor(
  services: Services,
  fair: FairView,
  { venue = 0, count, accounts = [] }: { venue?: number; count: number; accounts?: string[] },
): Promise<{ id: string; reference: string }[]> {
  const venueId = fair.venues[venue]?.id ?? "";
  const made = Array.from({ length: count }, (_, n) => ({
    id: services.ids.uuid(),
    reference: services.ids.reference(),
    fairId: fair.id,
    venueId,
    accountId: accounts[n] ?? null,
    status: "valid" as const,
  }));
  for (let at = 0; at < made.length; at += 1000)
    await services.db
      .insertInto("fairTicket")
      .values(made.slice(at, at + 1000))
      .execute();
  await services.db
    .updateTable("venue")
    .set((eb) => ({ ticketsTaken: eb("ticketsTaken", "+", count) }))
    .where("id", "=", venueId)
    .execute();
  return made.map(({ id, reference }) => ({ id, reference }));
}

/**
 * Runs a change of a fair. If it must be confirmed, runs it again with the counts, as the page's button does.
 */
async function confirmed<T>(change: (confirm?: Confirmation) => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    const seen = unconfirmedOf(error);
    if (!seen) throw error;
    const { change: kind, enterprises, codes, interviews } = seen;
    return change({ change: kind, enterprises, codes, interviews });
  }
}

/** Updates a fair and confirms what that touches. */
export const updateConfirmed = (ctx: RequestContext, input: Parameters<typeof updateFair>[1]) =>
  confirmed((confirm) => updateFair(ctx, confirm ? { ...input, confirm } : input));

/** Cancels a fair and confirms what that touches. */
export const cancelConfirmed = (ctx: RequestContext, input: Parameters<typeof cancelFair>[1]) =>
  confirmed((confirm) => cancelFair(ctx, confirm ? { ...input, confirm } : input));
