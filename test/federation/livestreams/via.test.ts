import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerApplication, recordStart } from "../../../src/applications/index.ts";
import { purgeStream } from "../../../src/federation/index.ts";
import {
  createLivestreamChannel,
  endLivestream,
  getLivestreamReport,
  listLivestreamReportLines,
  type ReportMeasure,
  tendAudiences,
} from "../../../src/livestreams/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { databaseToday } from "../../../src/platform/core/store.ts";
import { type Applied, CARD, INVITE } from "../../applications/world.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf } from "../../support/app.ts";
import { personOf, type Side, type World } from "../fair-day/world.ts";
import { dbOf, LIVE_KINDS, openStreams, pageAt, STREAM, type Streams, viewAt, watch } from "./world.ts";

let streams: Streams;
let world: World;
let union: RequestContext;
beforeAll(async () => {
  streams = await openStreams();
  world = streams.world;
  union = streams.union.ctx;
});
afterAll(() => world.close());

const away = () => world.people;
const ORGANISERS = { cities: [{ city: NEIGHBOUR, role: "organiser" as const }] };

/** The channel of a livestream that HOME told. */
const channelOf = async (side: Side, id: string) =>
  (await viewAt(side, id)).channel ?? expect.fail("no channel");

/** A person of the people's node applies to a posting of HOME, having come by `via`. */
async function applies(via: string, postingId = streams.welder): Promise<Applied & { phone: string }> {
  const { client, phone } = await personOf(away());
  const answer = await client.call("POST", `/api/v1/postings/${postingId}/applications`, { body: { via } });
  return { ...(await bodyOf<Applied>(answer, 201)), phone };
}
async function viaOf(side: Side, id: string): Promise<string | null | undefined> {
  const { rows } = await sql<{ via: string | null }>`
    select via from application where id = ${id}::uuid`.execute(dbOf(side));
  return rows[0]?.via;
}
async function payloadOf(id: string): Promise<object> {
  const { rows } = await sql<{ body: string }>`
    select body from outgoing_command where subject_id = ${id} and type = 'apply'`.execute(dbOf(away()));
  return JSON.parse(rows[0]?.body ?? "{}").payload;
}
/** The numbers of a livestream's report at HOME. */
async function numbers(id: string, city?: string): Promise<Partial<Record<ReportMeasure, number>>> {
  const { figures } = await getLivestreamReport(union, id);
  const of = ({ n, by }: (typeof figures)[number]) =>
    city ? (by.find((one) => one.dimension === "city" && one.value === city)?.n ?? 0) : n;
  return Object.fromEntries(figures.map((figure) => [figure.measure, of(figure)]));
}
const linesOf = async (ctx: RequestContext, livestreamId: string, measure: ReportMeasure) =>
  (await listLivestreamReportLines(ctx, { livestreamId, measure, limit: 100 })).items;

test("a person who applies from a copy is in the report of its home, from application to day 30", async () => {
  const { onAir, member, welder } = streams;
  const id = await onAir(ORGANISERS);
  const channel = await channelOf(world.host, id);
  expect(await channelOf(away(), id)).toBe(channel);
  expect(await pageAt(away(), id)).toContain(`/postings/${welder}/apply?via=${channel}`);
  const link = await away().t.call("GET", `/f/${channel}`);
  expect([link.status, link.headers.get("location")]).toEqual([303, `/livestreams/${id}`]);

  const sent = await applies(channel);
  expect(await viaOf(away(), sent.id)).toBe(channel);
  await world.settle();
  expect(await viaOf(world.host, sent.id)).toBe(channel);
  await answerApplication(member.ctx, {
    id: sent.id,
    answer: { kind: "invite", when: INVITE.when, where: INVITE.where },
  });
  await recordStart(member.ctx, { id: sent.id, startedOn: await databaseToday(union.db) });
  await sql`
    insert into follow_up (id, application_id, enterprise_id, account_id, posting_id, day, due_on, enterprise_answer)
    select gen_random_uuid(), a.id, a.enterprise_id, a.account_id, a.posting_id, 30, a.started_on + 30, 'yes'
    from application a where a.id = ${sent.id}::uuid`.execute(dbOf(world.host));
  const came = { applications: 1, intents: 1, starts: 1, atWork30: 1 };
  expect(await numbers(id)).toMatchObject(came);
  expect(await numbers(id, HOME)).toMatchObject(came);
  for (const measure of ["applications", "intents", "starts", "atWork30"] as const) {
    const lines = await linesOf(union, id, measure);
    expect(lines, measure).toMatchObject([
      { channel, city: HOME, reference: sent.reference, posting: welder },
    ]);
    for (const named of [CARD.callName, sent.phone]) expect(JSON.stringify(lines)).not.toContain(named);
  }
});

test("the home hears only the code that it told, and stores no other", async () => {
  const { onAir } = streams;
  const [id, renamed, older] = [await onAir(ORGANISERS), await onAir(), await onAir()];
  const [channel, untold] = [await channelOf(away(), id), await channelOf(away(), older)];
  const there = dbOf(away());
  const partner = await away().t.asOfficer(NEIGHBOUR);
  const made = { livestreamId: id, name: "海报", kind: "poster" } as const;
  const { code } = await createLivestreamChannel(partner.ctx, made);
  expect(await channelOf(away(), id), "pages give the code of the home").toBe(channel);
  // The copy names a code that the home does not know, and one of a home that told none.
  await sql`update channel set code = 'zb-false' where id = ${renamed}::uuid`.execute(there);
  await sql`delete from channel where id = ${older}::uuid`.execute(there);
  const poster = await applies(code);
  const unknown = await applies("hb-00000");
  const untrue = await applies("zb-false");
  const silent = await applies(untold);
  await world.settle();
  expect(await payloadOf(poster.id)).toMatchObject({ via: channel });
  expect(await payloadOf(untrue.id)).toMatchObject({ via: "zb-false" });
  for (const one of [unknown, silent]) expect(await payloadOf(one.id)).not.toHaveProperty("via");
  const known = [poster, unknown, untrue, silent].map((one) => viaOf(world.host, one.id));
  expect(await Promise.all(known)).toEqual([channel, null, null, null]);
  expect(await viaOf(away(), poster.id)).toBe(code);
  expect(await numbers(id)).toMatchObject({ applications: 1 });
  expect(await numbers(renamed)).toMatchObject({ applications: 0 });
});

test("people whom other nodes counted are rows of the total, and of nothing else", async () => {
  const id = await streams.onAir(ORGANISERS);
  await watch(world.host, id, 2);
  await watch(away(), id, 3);
  await endLivestream(union, { id, action: "end" });
  await world.sync();
  for (const side of [away(), world.host]) {
    await side.t.database.travel("3 minutes");
    await tendAudiences(side.ctx);
  }
  await world.sync();
  const viewers = async (ctx = union) =>
    (await getLivestreamReport(ctx, id)).figures.find(({ measure }) => measure === "viewers") ??
    expect.fail();
  const { total, by } = await viewers();
  expect(total).toBe(5);
  const sum = (of: string) =>
    by.filter(({ dimension }) => dimension === of).reduce((all, one) => all + one.total, 0);
  expect([sum("channel"), sum("city"), sum("sector")]).toEqual([2, 0, 5]);
  const lines = await linesOf(union, id, "viewers");
  expect(lines.map(({ weight, city }) => [weight, city])).toEqual([
    [2, null],
    [3, NEIGHBOUR],
  ]);
  const told = lines[1]?.label;
  const list = await streams.union.call("GET", `/union/livestreams/${id}/report/list?measure=viewers`);
  expect(await list.text()).toContain(`${told}的网站报来的`);
  const page = await streams.union.call("GET", `/union/livestreams/${id}/report`);
  expect(await page.text()).toContain("其中别的城市报来 3 人");
  const partner = await world.host.t.asOfficer(NEIGHBOUR);
  expect((await viewers(partner.ctx)).total, "nothing of theirs was explained").toBe(0);
  expect((await viewers(partner.ctx)).by).toEqual([]);
  await sql`update agreement_clause set kinds = array_remove(kinds, 'livestreamAudience')
    where from_city = ${NEIGHBOUR}`.execute(dbOf(world.host));
  expect((await viewers()).total, "the clause gives them no more").toBe(2);
});

test("a purge of the copies deletes their channels, but those that applications name", async () => {
  const there = dbOf(away());
  const copied = sql<{ code: string; named: boolean }>`
    select code, exists (select from application a where a.via = c.code) as named from channel c where id = event_id`;
  const { rows: before } = await copied.execute(there);
  expect(new Set(before.map(({ named }) => named))).toEqual(new Set([true, false]));
  await there.transaction().execute((tx) => purgeStream(tx, { stream: STREAM, kinds: LIVE_KINDS }));
  const { rows: after } = await copied.execute(there);
  expect(after).toEqual(before.filter(({ named }) => named));
});
