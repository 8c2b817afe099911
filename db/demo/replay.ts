import { sql } from "kysely";
import { recordStart } from "../../src/applications/index.ts";
import {
  answerForMyself,
  checkIn,
  type FairSnapshot,
  fairUpkeep,
  freezeReport,
  listMyFollowUps,
  placeMany,
  printTicket,
  recommendRegistration,
  scanAtBooth,
  takeTicket,
} from "../../src/fairs/index.ts";
import { tendAudiences } from "../../src/livestreams/index.ts";
import { contextFor, type RequestContext, type Services, systemContext } from "../../src/platform/context.ts";
import { announceBeside, watchBeside } from "./watching.ts";

/**
 * Number of intents at the booths. Figure of the joint fair of 25 May 2024, on which the demo is modelled.
 */
const INTENTS = 136;
/** Number of people who watch the livestream beside the fair. */
const ONLINE = 2000;
/** Number of postings that the livestream explains. */
const EXPLAINED = 3;
/** Number of visitors without a phone. The source of these figures gives no number of visitors. */
const WITHOUT_PHONE = 112;
const STARTS = 58;
const STAYED = 47;
const GATE_BATCH = 100;

type Who = { accountId: string; enterprise?: { id: string; homeCity: string }; city?: string };

const as = (services: Services, { accountId, enterprise, city }: Who): RequestContext =>
  contextFor(services, {
    kind: "account",
    accountId,
    sessionId: "",
    label: null,
    enterprises: enterprise ? [enterprise] : [],
    offices: city ? [{ city, county: null }] : [],
    administrator: false,
  });

type Stand = { id: string; enterpriseId: string; homeCity: string; postingId: string; venueId: string };
type Person = { ctx: RequestContext | null; reference: string; venueId: string };

/**
 * Recommends all submitted registrations on behalf of their endorsing cities. Then gives every registration a
 * booth, as the host.
 */
async function decideAll(services: Services, fairId: string, host: RequestContext, officer: string) {
  const waiting = await services.db
    .selectFrom("fairRegistration")
    .select(["id", "endorsingCity", "status"])
    .where("fairId", "=", fairId)
    .where("status", "in", ["submitted", "recommended"])
    .orderBy("createdAt")
    .execute();
  for (const { id, endorsingCity, status } of waiting)
    if (status === "submitted")
      await recommendRegistration(as(services, { accountId: officer, city: endorsingCity }), {
        id,
        decision: "recommend",
      });
  await placeMany(host, { fairId, items: waiting.map(({ id }) => ({ registrationId: id })) });
}

async function standsOf(services: Services, fairId: string): Promise<Stand[]> {
  const { rows } = await sql<Stand>`
    select r.id, r.enterprise_id, e.home_city, b.venue_id, (select min(rp.posting_id::text)::uuid
      from fair_registration_posting rp where rp.registration_id = r.id) as posting_id
    from fair_registration r join enterprise e on e.id = r.enterprise_id join booth b on b.registration_id = r.id
    where r.fair_id = ${fairId} and r.status = 'approved' order by r.created_at, r.id`.execute(services.db);
  return rows;
}

/**
 * Issues a ticket to everybody: people with an account take one themselves, people without a phone get a
 * printed one.
 */
async function giveCodes(services: Services, fairId: string, host: RequestContext): Promise<Person[]> {
  const people: Person[] = [];
  const venues = await services.db
    .selectFrom("venue")
    .select(["id"])
    .where("fairId", "=", fairId)
    .orderBy("ordinal")
    .execute();
  const accounts = await services.db.selectFrom("profile").select("accountId").orderBy("accountId").execute();
  const venueAt = (n: number) => venues[n % venues.length]?.id ?? "";
  for (const [n, { accountId }] of accounts.entries()) {
    const ctx = as(services, { accountId });
    const { ticket } = await takeTicket(ctx, { fairId, venueId: venueAt(n) });
    people.push({ ctx, reference: ticket.reference, venueId: venueAt(n) });
  }
  for (let n = 0; n < WITHOUT_PHONE; n += 1) {
    const { ticket } = await printTicket(host, { fairId, venueId: venueAt(0) });
    people.push({ ctx: null, reference: ticket.reference, venueId: venueAt(0) });
  }
  return people;
}

async function letIn(services: Services, fairId: string, host: RequestContext, people: readonly Person[]) {
  const byVenue = new Map<string, string[]>();
  for (const { venueId, reference } of people)
    byVenue.set(venueId, [...(byVenue.get(venueId) ?? []), reference]);
  for (const [venueId, references] of byVenue)
    for (let at = 0; at < references.length; at += GATE_BATCH) {
      const scans = references.slice(at, at + GATE_BATCH).map((code) => ({
        id: services.ids.uuid(),
        code,
        direction: "in" as const,
        deviceAt: null,
        claimed: null,
      }));
      await checkIn(host, { fairId, venueId, gate: "1", scans });
    }
}

type Hired = { person: Person; stand: Stand; applicationId: string };

/**
 * Records an intent for each of the first INTENTS people, at one booth of their hall each. Returns the
 * applications that this creates for people with an account.
 */
async function meet(
  services: Services,
  officer: string,
  people: readonly Person[],
  stands: readonly Stand[],
) {
  const applied: Hired[] = [];
  for (const [n, person] of people.slice(0, INTENTS).entries()) {
    const own = stands.filter(({ venueId }) => venueId === person.venueId);
    const stand = own[(n * 7) % own.length];
    if (!stand) throw new Error("no stands");
    const enterprise = { id: stand.enterpriseId, homeCity: stand.homeCity };
    const { applicationId } = await scanAtBooth(as(services, { accountId: officer, enterprise }), {
      nonce: services.ids.uuid(),
      registrationId: stand.id,
      code: person.reference,
      postingId: stand.postingId,
      intent: true,
    });
    if (applicationId) applied.push({ person, stand, applicationId });
  }
  return applied;
}

export type Replay = { closing: FairSnapshot; day30: FairSnapshot; livestreamId: string };

/**
 * Replays the joint fair on the demo data through the capabilities' own functions, including the month after
 * it. `travel` moves the database's clock forward. Returns both submitted reports.
 */
export async function replayFair(
  services: Services,
  travel: (interval: string) => Promise<void>,
): Promise<Replay> {
  const fair = await services.db.selectFrom("fair").selectAll().executeTakeFirstOrThrow();
  const { accountId } = await services.db
    .selectFrom("membership")
    .select("accountId")
    .where("kind", "=", "officer")
    .where("city", "=", fair.hostCity)
    .where("county", "is", null)
    .executeTakeFirstOrThrow();
  const host = as(services, { accountId, city: fair.hostCity });
  await decideAll(services, fair.id, host, accountId);
  const stands = await standsOf(services, fair.id);
  const shown = stands.slice(0, EXPLAINED).map(({ postingId }) => postingId);
  const livestream = await announceBeside(host, fair, shown);
  const people = await giveCodes(services, fair.id, host);
  const { rows } = await sql<{ wait: string }>`
    select (${fair.opensAt}::timestamptz - app.now() + interval '10 minutes')::text as wait`.execute(
    services.db,
  );
  await travel(rows[0]?.wait ?? "0");
  await watchBeside(services, host, { ...livestream, people: ONLINE, travel });
  await letIn(services, fair.id, host, people);
  const applied = await meet(services, accountId, people, stands);
  await travel("6 hours");
  const closing = await freezeReport(host, { fairId: fair.id, label: "闭幕当天" });

  await travel("3 days");
  const { rows: days } = await sql<{ today: string }>`select app.today()::text as today`.execute(services.db);
  for (const { stand, applicationId } of applied.slice(0, STARTS)) {
    const enterprise = { id: stand.enterpriseId, homeCity: stand.homeCity };
    await recordStart(as(services, { accountId, enterprise }), {
      id: applicationId,
      startedOn: days[0]?.today ?? "",
    });
  }
  await travel("30 days 1 hour");
  await fairUpkeep(systemContext(services, "replay"));
  await tendAudiences(systemContext(services, "replay"));
  for (const { person } of applied.slice(0, STAYED)) {
    if (!person.ctx) continue;
    for (const asked of await listMyFollowUps(person.ctx))
      if (asked.day === 30) await answerForMyself(person.ctx, { id: asked.id, answer: "yes" });
  }
  const day30 = await freezeReport(host, { fairId: fair.id, label: "第 30 天" });
  return { closing, day30, livestreamId: livestream.id };
}
