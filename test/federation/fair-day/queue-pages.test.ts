import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
    const room = `/enterprise/fairs/${fairId}/interviews`;
    const desk = await visitor(makers, day.member);
    await desk.go(`/enterprise/fairs/${fairId}/desk`);
    await desk.press("面谈和排队", "link");
    await desk.page.getByLabel("会议室网址").fill("https://meeting.example.cn/r/1");
    await desk.press("保存");
    expect(await desk.text()).toContain("正在送到主办的工会");
    await lookStill(desk.page, "1-acting");
    await world.settle();

    const { client } = await personOf(world.people);
    const her = await visitor(people, client);
    await her.go(`/fairs/${fairId}/ticket`);
    await her.page.getByLabel("线上参加").check();
    await her.press("领入场码");
    await world.settle();
    await her.page.reload();
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
  });
});
