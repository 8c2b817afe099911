import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelLivestream, pinPosting } from "../../src/livestreams/index.ts";
import { tendTask } from "../../src/livestreams/tend.ts";
import { deadTasks, scheduleTask, taskLag } from "../../src/platform/tasks/index.ts";
import { closePosting } from "../../src/postings/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { announcedLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { redisInstalled, startRedis, type TestRedis } from "../support/redis.ts";
import { forkScript } from "../support/scripts.ts";

const KILLS = 20;
const SHOWS = 40;
const PEOPLE = 400;
const WAIT_S = 120;

describe.skipIf(!redisInstalled)("the upkeep of livestreams over Redis", () => {
  let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
  let redis: TestRedis;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    desk = await cityWithEnterprise();
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await redis.stop();
    await desk.database.drop();
  });

  const startChild = async () => {
    const child = await forkScript("tend-worker", [desk.database.url, redis.url]);
    children.push(child);
    const ended = new Promise<void>((end) => child.once("exit", () => end()));
    await new Promise((resolve, reject) => child.once("error", reject).once("message", resolve));
    return { child, ended };
  };
  const due = (key: string) =>
    desk.services.db
      .transaction()
      .execute((tx) => scheduleTask(tx, { task: tendTask, key, payload: { at: new Date().toISOString() } }));

  /** Half of the livestreams begin in a day, with people to remind; a quarter was cancelled. */
  async function fill(): Promise<void> {
    const { services, union, company, database } = desk;
    const people = { member: company.member, officer: union };
    const postingId = (await publishedPosting(people, company.enterprise.id)).id;
    const coming: string[] = [];
    for (let n = 0; n < SHOWS / 2; n += 1) coming.push((await announcedLivestream(union, [postingId])).id);
    await sql`
      with made as (
        insert into account (id, phone_index, phone_sealed)
        select gen_random_uuid(), sha256(n::text::bytea), 'sealed' from generate_series(1, ${PEOPLE}) n returning id)
      insert into livestream_reservation (livestream_id, account_id, starts_at)
      select l.id, made.id, l.starts_at from livestream l cross join made`.execute(services.db);
    await database.travel("24 hours");
    for (const id of coming.slice(0, SHOWS / 4))
      await cancelLivestream(union, { id, action: "cancel", reason: "暴雪" });
    for (let n = 0; n < SHOWS / 2; n += 1) {
      const ends = (await publishedPosting(people, company.enterprise.id)).id;
      const { id } = await onAirLivestream(union, [ends, postingId]);
      await pinPosting(union, { id, action: "pin", postingId: ends });
      await closePosting(union, { id: ends, reason: "filled" });
    }
  }

  it(`loses nothing and repeats nothing over ${KILLS} kills and flushes`, async () => {
    await fill();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await due(`kill ${kill}`);
      const { child, ended } = await startChild();
      await pause(Math.random() * 300);
      child.kill("SIGKILL");
      await ended;
      await redis.flushAll();
    }
    await due("last");
    await startChild();
    const from = performance.now();
    while ((await taskLag(desk.services.db)).due > 0 && performance.now() - from < WAIT_S * 1000)
      await pause(200);
    const { rows } = await sql<Record<string, number>>`
      select count(*) filter (where kind = 'livestreamTomorrow')::int as reminded,
        count(*) filter (where kind = 'livestreamCancelled')::int as told,
        (count(*) - count(distinct (to_kind, to_id, cause)))::int as twice,
        (select count(*)::int from livestream_pin where unpinned_at is null) as pinned,
        (select count(*)::int from audit where action = 'livestream.unpinOver') as unpinned
      from notice`.execute(desk.services.db);
    console.log(JSON.stringify({ fault: "livestreams", kills: KILLS, ...rows[0] }));
    expect(rows[0]).toEqual({
      reminded: (SHOWS / 4) * PEOPLE,
      told: (SHOWS / 4) * PEOPLE,
      twice: 0,
      pinned: 0,
      unpinned: SHOWS / 2,
    });
    expect(await deadTasks(desk.services.db)).toEqual([]);
  }, 1_200_000);
});
