import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireAccount } from "../../../src/platform/core/guard.ts";
import { bodyOf } from "../../support/app.ts";
import { chromiumMissing, skipReason } from "../../support/browser.ts";
import { type Opened, openApps } from "./browser.ts";
import { beginFair, type FairDay, openFairDay } from "./fair.ts";
import { openWorld, personOf, type World } from "./world.ts";

describe.skipIf(chromiumMissing)(`a queue of three nodes in the browser${skipReason}`, () => {
  let world: World;
  let day: FairDay;
  let open: Opened;
  let fairId: string;
  beforeAll(async () => {
    world = await openWorld();
    open = await openApps(world, "queue");
    day = await openFairDay(world);
    fairId = day.fair.id;
    await beginFair(world, fairId);
  });
  afterAll(async () => {
    await open?.close();
    await world?.close();
  });

  test("she queues and is interviewed online from home, called by the desk at the enterprise's node", async () => {
    const { makers, people, visitor, lookStill } = open;
    const { client } = await personOf(world.people);
    const her = await visitor(people, client);
    await her.go(`/fairs/${fairId}/ticket`);
    await her.page.getByLabel("线上参加").check();
    await her.press("领入场码");
    await world.settle();
    await her.go(`/me/fairs/${fairId}`);
    expect(await her.text()).toContain("现在没有您能取号的企业");
    await lookStill(her.page, "0-no-room");
    const { db } = world.people.t.services;
    const { accountId } = requireAccount(client.ctx.actor);
    await sql`
      insert into refused_ask (person_id, registration_id, kind, posting_id, refusal)
      select ${accountId}::uuid, ${day.booth}::uuid, k.kind, case k.kind when 'wish' then ${day.postingId}::uuid end, k.code
      from (values ('turn', 'NO_ROOM'), ('wish', 'INVALID_VALUE')) as k(kind, code)`.execute(db);
    await her.page.reload();
    expect(await her.text()).toContain("有的已经不招了或不在会上了");
    await lookStill(her.page, "0-refused");
    await her.press("去掉");
    expect(await her.text()).toContain("已去掉");

    const room = `/enterprise/fairs/${fairId}/interviews`;
    const desk = await visitor(makers, day.member);
    await desk.go(`/enterprise/fairs/${fairId}/desk`);
    await desk.press("面谈和排队", "link");
    await desk.page.getByLabel("会议室网址").fill("https://meeting.example.cn/r/1");
    await desk.press("保存");
    expect(await desk.text()).toContain("正在送到主办的工会");
    await lookStill(desk.page, "1-acting");
    await world.settle();

    await her.go(`/fairs/${fairId}/ticket`);
    await her.press("面谈和排队", "link");
    await lookStill(her.page, "2-my-fair");
    await her.press("取号");
    expect(await her.text()).toContain("正在取号");
    await lookStill(her.page, "3-asked");
    await world.settle();
    await her.go(`/me/fairs/${fairId}`);
    expect(await her.text()).toContain("1 号");
    await lookStill(her.page, "4-waiting");

    await desk.go(room);
    await lookStill(desk.page, "5-queue");
    await desk.press(/叫下一位/);
    await world.settle();
    await desk.go(room);
    expect(await desk.text()).toContain("已叫号");
    await lookStill(desk.page, "6-called");
    await her.go(`/me/fairs/${fairId}`);
    expect(await her.page.getByRole("link", { name: "进入会议室" }).getAttribute("href")).toBe(
      "https://meeting.example.cn/r/1",
    );
    await lookStill(her.page, "7-called");
    await desk.press("来了");
    await world.settle();
    await desk.go(room);
    await desk.press("谈完了");
    await world.settle();
    await her.go(`/me/fairs/${fairId}`);
    expect(await her.text()).not.toContain("1 号");

    const turn = (status: string, minute: number) =>
      JSON.stringify({
        ...{ fairId, registrationId: day.booth, number: minute, kind: "booked", status, noShow: false },
        ...{ remote: true, dueAt: null, recruiter: 1, calledAt: null, servedAt: null, endedAt: null },
        joinedAt: new Date().toISOString(),
        interview: {
          startsAt: new Date(Date.now() + minute * 60_000).toISOString(),
          endsAt: new Date(Date.now() + (minute + 10) * 60_000).toISOString(),
          ...{ postingId: day.postingId, group: false, recruiter: 1, status: "booked" },
        },
      });
    const applied = await client.call("POST", `/api/v1/postings/${day.postingId}/applications`, { body: {} });
    const { id: applicationId } = await bodyOf<{ id: string }>(applied, 201);
    await world.settle();
    await sql`
      with told as (
        insert into told_meeting (kind, id, registration_id, told, rev) values
          ('boothTurn', gen_random_uuid(), ${day.booth}::uuid, ${turn("waiting", 20)}::jsonb, 1),
          ('boothTurn', gen_random_uuid(), ${day.booth}::uuid, ${turn("waiting", 40)}::jsonb, 1)
        returning id, told->>'number' as number)
      insert into turn_application (turn_id, home_city, application_id, rev)
      select id, ${world.people.city}, ${applicationId}::uuid, 1 from told where number = '20'`.execute(
      world.makers.t.services.db,
    );
    await desk.go(room);
    expect(await desk.text()).toContain("王师傅");
    expect(await desk.text()).toContain("40 号 · 没有本人授权，不显示称呼");
    await lookStill(desk.page, "8-names");
  });
});
