import { sql } from "kysely";
import {
  announceFair,
  createFair,
  type FAIR_PERMITS,
  placeMany,
  publishFair,
} from "../../../src/fairs/index.ts";
import type { Services } from "../../../src/platform/context.ts";
import { shanghaiDay } from "../../../src/platform/core/clock.ts";
import { databaseNow, inTransaction } from "../../../src/platform/core/store.ts";
import { allIndexes } from "../../../src/platform/core/vault.ts";
import { officerPhone } from "../people.ts";
import { AGREEMENTS, type DemoAgreement, type DemoCity } from "../places.ts";
import { acting } from "./acting.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Number of registrations that stay submitted, so that officers have registrations to recommend. */
const WAITING = 8;
/** Number of recommended registrations without a booth, so that the host has placements to decide. */
const RECOMMENDED = 6;

const PAPER_TEXT: Record<(typeof FAIR_PERMITS)[number], string> = {
  plan: "组织方案已经五市总工会联席会议通过。",
  emergencyPlan: "应急预案已报应急管理部门，现场有医护和疏散引导。",
  securityPlan: "安保方案已报公安机关，进出口分开，限流两千人。",
  advanceNotice: "已在五市总工会公众号和本站公告。",
};

/** Returns nine in the morning in Shanghai, `days` days from now. */
const morning = (now: Date, days: number): Date =>
  new Date(`${shanghaiDay(new Date(now.getTime() + days * DAY_MS))}T09:00:00+08:00`);

/**
 * Inserts a registration for every verified enterprise of these cities with a published posting. Returns the
 * ids of the recommended registrations.
 */
async function insertRegistrations(services: Services, fairId: string, cities: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select e.id, e.home_city, e.contact_name, e.contact_phone,
        row_number() over (order by e.created_at, e.id) as n
      from enterprise e where e.status = 'verified' and e.home_city = any(${cities})
        and exists (select 1 from posting p where p.enterprise_id = e.id and p.status = 'published')),
    made as (
      insert into fair_registration (id, reference, fair_id, enterprise_id, endorsing_city, status, contact_name,
        contact_phone, recommended_at, created_at)
      select gen_random_uuid(), 'LP' || upper(substr(md5(id::text), 1, 10)), ${fairId}::uuid, id, home_city,
        case when n <= ${WAITING} then 'submitted' else 'recommended' end, contact_name, contact_phone,
        case when n > ${WAITING} then app.now() end, app.now() - interval '1 day' + n * interval '1 minute'
      from chosen returning id, enterprise_id, status, created_at),
    brought as (
      insert into fair_registration_posting (registration_id, posting_id)
      select m.id, p.id from made m join posting p on p.enterprise_id = m.enterprise_id and p.status = 'published')
    select id from made where status = 'recommended' order by created_at`.execute(services.db);
  return rows.map((row) => row.id);
}

/**
 * Returns the account of the demo's officer of the host, or null if a fair exists or the database is not the
 * demo's. Real cities may have the name and the slug of the demo's agreement, so the officer's phone counts.
 */
async function officerWithoutFair(
  { db, vault }: Services,
  agreement: DemoAgreement,
  host: string,
): Promise<string | null> {
  const indexes = await allIndexes(vault, officerPhone(host));
  const { rows } = await sql<{ accountId: string }>`
    select m.account_id as "accountId" from agreement a
    join membership m on m.kind = 'officer' and m.city = ${host} and m.county is null and m.ended_at is null
    join account person on person.id = m.account_id and person.phone_index in (${sql.join(indexes)})
    where a.slug = ${agreement.slug} and a.name = ${agreement.name} and not exists (select from fair)`.execute(
    db,
  );
  return rows[0]?.accountId ?? null;
}

/**
 * Creates the fair of the first agreement, twelve days from now: one venue per city and registered
 * enterprises, most of them with a booth. Leaves some registrations undecided (WAITING, RECOMMENDED).
 * Does nothing if a fair exists, or if the database holds no demo data.
 */
export async function seedFair(services: Services): Promise<void> {
  const [agreement] = AGREEMENTS;
  const [host, ...others] = agreement?.cities ?? [];
  if (!agreement || !host) throw new Error("the demo has cities");
  const accountId = await officerWithoutFair(services, agreement, host.code);
  if (!accountId) return;
  await inTransaction(services, (tx) =>
    insertFair({ ...services, db: tx }, { agreement, host, others, accountId }),
  );
}

type FairOf = { agreement: DemoAgreement; host: DemoCity; others: DemoCity[]; accountId: string };

/** Creates, announces, fills and publishes the fair. `services.db` is a transaction. */
async function insertFair(services: Services, { agreement, host, others, accountId }: FairOf): Promise<void> {
  const officer = acting(services, accountId, { offices: [{ city: host.code, county: null }] });
  const now = await databaseNow(services.db);
  const opensAt = morning(now, 12);
  const at = (date: Date) => date.toISOString();
  const hall = (city: { code: string; short: string }, boothRows: number, boothColumns: number) => ({
    city: city.code,
    name: `${city.short}市人力资源市场`,
    address: `${city.short}市中心大街 8 号`,
    directions: "公交 1 路、5 路到人才市场站",
    hours: "9:00–15:00",
    capacity: 2000,
    boothRows,
    boothColumns,
    closedBooths: ["A01"],
  });
  const { id } = await createFair(officer, {
    title: `辽西${agreement.shortName}联合招聘会`,
    kind: "general",
    occupation: null,
    intro: "五座城市同一天开门，现场面谈，也能在网上投递。",
    agreement: agreement.slug,
    registrationOpensAt: at(new Date(now.getTime() - 7 * DAY_MS)),
    registrationClosesAt: at(morning(now, 10)),
    opensAt: at(opensAt),
    closesAt: at(new Date(opensAt.getTime() + 6 * HOUR_MS)),
    offerHours: 24,
    hostQuota: null,
    cities: others.map(({ code }, i) => ({
      city: code,
      role: i === 0 ? "organiser" : "supporter",
      quota: null,
    })),
    venues: [hall(host, 8, 10), ...others.map((city) => hall(city, 3, 8))],
    programme: [
      { at: "9:00", title: "开幕，五市总工会致辞" },
      { at: "9:30", title: "企业现场面谈" },
      { at: "14:00", title: "直播带岗" },
    ],
    permits: PAPER_TEXT,
  });
  await announceFair(officer, { id, action: "announce" });
  const cities = agreement.cities.map((city) => city.code);
  const recommended = await insertRegistrations(services, id, cities);
  const items = recommended.slice(RECOMMENDED).map((registrationId) => ({ registrationId }));
  const { skipped } = await placeMany(officer, { fairId: id, items });
  if (skipped.length > 0) throw new Error(`the demo's fair cannot place ${skipped[0]?.code}`);
  await publishFair(officer, { id, action: "publish" });
}
