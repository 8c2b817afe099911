import { sql } from "kysely";
import {
  announceLivestream,
  cancelLivestream,
  createLivestream,
  type LivestreamInput,
  setRunSheet,
} from "../../../src/livestreams/index.ts";
import type { RequestContext, Services } from "../../../src/platform/context.ts";
import { shanghaiDay } from "../../../src/platform/core/clock.ts";
import { databaseNow, inTransaction } from "../../../src/platform/core/store.ts";
import { allIndexes } from "../../../src/platform/core/vault.ts";
import { officerPhone } from "../people.ts";
import { AGREEMENTS, type DemoAgreement } from "../places.ts";
import { acting } from "./acting.ts";
import { insertEnded } from "./ended-livestream.ts";
import { type DemoPosting, HOUR_MS, type Stage, showInput } from "./stage.ts";

const DAY_MS = 86_400_000;
const POSTINGS = 12;

/** Returns seven in the evening in Shanghai, `days` days from now. */
const evening = (now: Date, days: number): Date =>
  new Date(`${shanghaiDay(new Date(now.getTime() + days * DAY_MS))}T19:00:00+08:00`);

async function selectPostings({ db }: Services, cities: readonly string[]): Promise<DemoPosting[]> {
  const { rows } = await sql<DemoPosting>`
    select p.id, p.enterprise_id, p.home_city from (
      select distinct on (p.enterprise_id) p.id, p.enterprise_id, e.home_city from posting p
      join enterprise e on e.id = p.enterprise_id and e.status = 'verified'
      where p.status = 'published' and e.home_city = any(${[...cities]}::text[]) order by p.enterprise_id, p.id) p
    order by md5(p.id::text) limit ${POSTINGS}`.execute(db);
  return rows;
}

/**
 * Returns the officer of a demo city, or null if the database is not the demo's. Real cities may have the
 * name and the slug of the demo's agreement, so the officer's phone counts.
 */
async function officerOf(
  services: Services,
  agreement: DemoAgreement,
  city: string,
): Promise<RequestContext | null> {
  const { db, vault } = services;
  const indexes = await allIndexes(vault, officerPhone(city));
  const { rows } = await sql<{ accountId: string }>`
    select m.account_id from agreement a
    join membership m on m.kind = 'officer' and m.city = ${city} and m.county is null and m.ended_at is null
    join account person on person.id = m.account_id and person.phone_index in (${sql.join(indexes)})
    where a.slug = ${agreement.slug} and a.name = ${agreement.name} and not exists (select from livestream)`.execute(
    db,
  );
  const accountId = rows[0]?.accountId;
  return accountId ? acting(services, accountId, { offices: [{ city, county: null }] }) : null;
}

/** Creates coming livestreams, a draft without a permit, and one that was cancelled. */
async function insertComing(stage: Stage, fair: { id: string; opensAt: Date } | null): Promise<void> {
  const { officer, postings, now } = stage;
  const announced = async (input: LivestreamInput, ids: readonly DemoPosting[]) => {
    const { id } = await createLivestream(officer, input);
    await setRunSheet(officer, { id, postingIds: ids.map((posting) => posting.id) });
    await announceLivestream(officer, { id, action: "announce" });
    return id;
  };
  const intro = "企业招聘负责人在直播间讲岗位、讲吃住、答提问，看中了当场应聘。";
  const friday = { title: "五市制造业专场直播带岗", intro, startsAt: evening(now, 3) };
  await announced(showInput(stage, friday), postings.slice(0, 6));
  if (fair)
    await announced(
      showInput(stage, {
        title: "联合招聘会直播间",
        intro: "不能到现场的，在这里看五个会场的岗位。",
        startsAt: new Date(fair.opensAt.getTime() + 5 * HOUR_MS),
        fairId: fair.id,
      }),
      postings.slice(3, 9),
    );
  const off = { title: "夜班岗位专场直播带岗", intro, startsAt: evening(now, 5) };
  const cancelled = await announced(showInput(stage, off), postings.slice(6, 9));
  await cancelLivestream(officer, { id: cancelled, action: "cancel", reason: "直播间设备检修，改到下周。" });
  const draft = showInput(stage, { title: "家政护理专场直播带岗", intro: null, startsAt: evening(now, 8) });
  const presenters = draft.presenters.map((one) => ({ ...one, permit: null, permitUntil: null }));
  await createLivestream(officer, { ...draft, presenters });
}

/**
 * Creates livestreams in different phases for the first agreement: ended, coming, beside the fair, cancelled
 * and a draft. Does nothing if a livestream exists, or if the database holds no demo data.
 */
export async function seedLivestreams(services: Services): Promise<void> {
  const [agreement] = AGREEMENTS;
  const city = agreement?.cities[2];
  if (!agreement || !city) throw new Error("the demo has cities");
  await inTransaction(services, async (tx) => {
    const within = { ...services, db: tx };
    const officer = await officerOf(within, agreement, city.code);
    if (!officer) return;
    const codes = agreement.cities.map(({ code }) => code);
    const others = codes.filter((code) => code !== city.code);
    const postings = await selectPostings(within, codes);
    const stage = { services: within, officer, city, others, postings, now: await databaseNow(tx) };
    await insertEnded(stage);
    const { rows } = await sql<{ id: string; opensAt: Date }>`
      select f.id, f.opens_at from fair f where f.status in ('registration', 'published') order by f.opens_at limit 1`.execute(
      tx,
    );
    await insertComing(stage, rows[0] ?? null);
  });
}
