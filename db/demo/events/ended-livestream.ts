import { sql } from "kysely";
import { apply } from "../../../src/applications/index.ts";
import {
  announceLivestream,
  answerAsEnterprise,
  answerOnAir,
  answerQuestion,
  askQuestion,
  checkClaim,
  correctClaim,
  createLivestream,
  endLivestream,
  getLivestream,
  goOnAir,
  passQuestion,
  pinPosting,
  setRunSheet,
} from "../../../src/livestreams/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { acting } from "./acting.ts";
import { type Stage, showInput } from "./stage.ts";

const MINUTE_MS = 60_000;
/** Time between the end of the livestream and the first start of the demo. */
const AGO = "20 hours";
const PINNED = 4;
const MINUTES = 60;

/** Selects people with a card who have applied for something. */
async function seekersOf({ services }: Stage): Promise<RequestContext[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct p.account_id from profile p join application a on a.account_id = p.account_id
    order by p.account_id limit 8`.execute(services.db);
  return rows.map(({ accountId }) => acting(services, accountId));
}

type Show = { id: string; stage: Stage; seekers: RequestContext[] };

/** Asks questions and answers them: in writing by the union and by the enterprise, and on air. */
async function talk({ id, stage, seekers }: Show): Promise<void> {
  const { officer, postings } = stage;
  const [posting] = postings;
  if (!posting) return;
  const ask = async (n: number, text: string, postingId: string | null) => {
    const asker = seekers[n % Math.max(seekers.length, 1)];
    return asker && askQuestion(asker, { id, text, postingId, name: null, visitor: null });
  };
  const pass = (questionId: string) => passQuestion(officer, { id, action: "pass", questionId });
  const room = await ask(0, "有夫妻房吗", posting.id);
  await ask(1, "请问有夫妻房吗？", posting.id);
  const fee = await ask(2, "应聘要交钱吗", null);
  const shifts = await ask(3, "上几个班", posting.id);
  await ask(4, "明天还播吗", null);
  for (const one of [room, fee, shifts]) if (one) await pass(one.id);
  if (fee)
    await answerQuestion(officer, {
      id,
      action: "answer",
      questionId: fee.id,
      text: "不收。谁收钱，打 12351。",
    });
  if (room) {
    const { enterpriseId, homeCity } = posting;
    const { accountId } = officer.actor.kind === "account" ? officer.actor : { accountId: "" };
    const member = acting(stage.services, accountId, { enterprises: [{ id: enterpriseId, homeCity }] });
    const answer = { action: "answer", questionId: room.id, text: "有，两人一间，带独立卫生间。" } as const;
    await answerAsEnterprise(member, { postingId: posting.id, ...answer });
  }
  if (shifts) await answerOnAir(officer, { id, action: "onAir", questionId: shifts.id });
}

/** Checks what was said: one is higher than the posting and corrected, one is about a fee. */
async function checks({ id, stage }: Show): Promise<void> {
  const { officer, postings } = stage;
  const check = (said: string, n: number) =>
    checkClaim(officer, { id, action: "check", said, postingId: postings[n]?.id ?? null, presenter: 0 });
  const high = await check("月薪两万，包住", 0);
  await correctClaim(officer, {
    id,
    action: "correct",
    claimId: high.id,
    text: "口误，以岗位写的工资为准。",
  });
  await check("包吃", 1);
  await check("进厂先交两百块押金", 2);
}

/** Moves all times of the livestream into the past, and the pins one after the other. */
async function moveBack({ id, stage: { services } }: Show): Promise<void> {
  const by = sql`interval '${sql.raw(AGO)}' + interval '1 hour'`;
  const { db } = services;
  await sql`
    update livestream set starts_at = starts_at - (${by}), ends_at = ends_at - (${by}),
      announced_at = announced_at - interval '4 days', on_air_at = on_air_at - (${by}),
      told_starts_at = told_starts_at - (${by}), ended_at = on_air_at - (${by}) + interval '1 hour'
    where id = ${id}`.execute(db);
  await sql`
    update livestream_pin p set pinned_at = x.starts + (x.n - 1) * interval '14 minutes',
      unpinned_at = x.starts + x.n * interval '14 minutes'
    from (select n.id, l.on_air_at as starts, row_number() over (order by i.ordinal) as n from livestream_pin n
      join livestream l on l.id = n.livestream_id
      join livestream_item i on i.livestream_id = l.id and i.posting_id = n.posting_id where l.id = ${id}) x
    where x.id = p.id`.execute(db);
  await sql`
    update livestream_signal set first_advanced_at = first_advanced_at - (${by}), advanced_at = advanced_at - interval '${sql.raw(AGO)}'
    where livestream_id = ${id}`.execute(db);
  const half = sql`(${by}) - interval '30 minutes'`;
  await sql`
    update livestream_claim set at = at - (${half}), corrected_at = corrected_at - (${half}) + interval '2 minutes',
      due_at = due_at + interval '2 days' where livestream_id = ${id}`.execute(db);
  await sql`
    update livestream_question set asked_at = asked_at - (${half}), decided_at = decided_at - (${half}) + interval '1 minute',
      answered_at = answered_at - (${half}) + interval '3 minutes', on_air_at = on_air_at - (${half}) + interval '3 minutes'
    where livestream_id = ${id}`.execute(db);
  await sql`update livestream_event set at = at - (${by}) where livestream_id = ${id}`.execute(db);
}

/** Inserts the figures of an audience, as they are stored a day after the end. */
async function insertFigures({ id, stage: { services, now } }: Show, channel: string | null): Promise<void> {
  const from = new Date(now.getTime() - 21 * 60 * MINUTE_MS).toISOString();
  // People come in the first quarter of an hour, and leave towards the end.
  const picture = Array.from({ length: MINUTES }, (_, n) =>
    Math.round(180 * Math.min(1, (n + 2) / 15) * (n < 45 ? 1 : (MINUTES - n) / 15)),
  );
  const text = picture.map((n) => Math.round(n / 6));
  const sum = (all: readonly number[]) => all.reduce((total, n) => total + n, 0);
  const peak = (all: readonly number[]) => ({
    people: Math.max(...all),
    at: new Date(Date.parse(from) + all.indexOf(Math.max(...all)) * MINUTE_MS).toISOString(),
  });
  const figures = {
    people: { picture: 412, text: 86 },
    visits: { picture: 468, text: 97 },
    minutes: { picture: sum(picture), text: sum(text) },
    peak: { picture: peak(picture), text: peak(text) },
    series: { from, picture, text },
    channels: [
      { code: channel, people: 240 },
      { code: null, people: 258 },
    ],
    uncounted: { robot: 21, head: 4, early: 37, still: 12 },
  };
  await sql`
    insert into livestream_audience (livestream_id, origin, figures, frozen_at, erased_at)
    values (${id}, ${from}::timestamptz, ${JSON.stringify(figures)}::jsonb, app.now(), app.now())`.execute(
    services.db,
  );
  await sql`
    insert into livestream_platform_figure (id, livestream_id, platform, measure, value, source, as_of)
    values (gen_random_uuid(), ${id}, 'douyin', 'people', 1260, '抖音直播数据页', app.now() - interval '19 hours')`.execute(
    services.db,
  );
}

/** Creates a livestream that ended yesterday, with pins, questions, checks, applications and figures. */
export async function insertEnded(stage: Stage): Promise<void> {
  const { services, officer, postings, now } = stage;
  const [first] = postings;
  const input = showInput(stage, {
    title: "焊工、钳工专场直播带岗",
    intro: "四家企业讲岗位，工会现场核对工资和吃住。",
    startsAt: new Date(now.getTime() - 5 * MINUTE_MS),
  });
  const [own] = input.presenters;
  const guest =
    first && own ? [{ ...own, name: "吴主播", union: null, enterpriseId: first.enterpriseId }] : [];
  const presenters = [...input.presenters, ...guest];
  const { id } = await createLivestream(officer, { ...input, presenters });
  await setRunSheet(officer, { id, postingIds: postings.slice(0, PINNED + 2).map((one) => one.id) });
  await announceLivestream(officer, { id, action: "announce" });
  await sql`insert into livestream_signal (livestream_id, advanced_at) values (${id}, app.now())`.execute(
    services.db,
  );
  await goOnAir(officer, { id, action: "goOnAir" });
  for (const { id: postingId } of postings.slice(0, PINNED))
    await pinPosting(officer, { id, action: "pin", postingId });
  const show = { id, stage, seekers: await seekersOf(stage) };
  await talk(show);
  await checks(show);
  const { channel } = await getLivestream(officer, { id });
  for (const [n, seeker] of show.seekers.entries()) {
    const postingId = postings[n % PINNED]?.id;
    if (postingId) await apply(seeker, { postingId, ...(channel ? { via: channel } : {}) });
  }
  await endLivestream(officer, { id, action: "end" });
  await moveBack(show);
  await insertFigures(show, channel);
}
