import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishFair } from "../../../src/fairs/index.ts";
import { chromiumMissing, DESK, skipReason } from "../../support/browser.ts";
import { cutNetwork, restoreNetwork } from "../../web/network.ts";
import { decoded } from "../../web/visit.ts";
import { type Opened, openApps } from "./browser.ts";
import { openRegistration } from "./fair.ts";
import { openWorld, personOf, type World } from "./world.ts";

describe.skipIf(chromiumMissing)(`a fair of three nodes in the browser${skipReason}`, () => {
  let world: World;
  let day: Awaited<ReturnType<typeof openRegistration>>;
  let open: Opened;
  beforeAll(async () => {
    world = await openWorld();
    open = await openApps(world, "three-nodes");
    day = await openRegistration(world, "辽西五市联合招聘会");
  });
  afterAll(async () => {
    await open?.close();
    await world?.close();
  });

  const outbox = (context: BrowserContext, text: string) =>
    context.pages()[0]?.locator("#outbox-state").filter({ hasText: text }).waitFor();
  /** Codes that the host did not sign: with another signature, and for another ticket. */
  function forged(code: string): [string, string] {
    const [prefix, body = "", signature = ""] = code.split(".");
    const ticket = JSON.parse(Buffer.from(body, "base64url").toString());
    const other = Buffer.from(JSON.stringify({ ...ticket, t: day.fairId })).toString("base64url");
    const turned = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    return [[prefix, body, turned].join("."), [prefix, other, signature].join(".")];
  }

  test("registered, recommended, placed, admitted by a ticket, scanned without network, told at home", async () => {
    const { host, makers, people, visitor, look } = open;
    const hr = await visitor(makers, day.member);
    const form = `/enterprise/fairs/${day.fairId}`;
    await hr.go(form);
    await look(hr.page, "1-form");
    await hr.page.locator("label", { hasText: "电焊工" }).first().click();
    await hr.page.getByLabel("联系人").fill("刘经理");
    await hr.press("提交报名");
    expect(await hr.text()).toContain("正在送往主办城市");
    await world.settle();
    await hr.go(form);
    expect(await hr.text()).toContain("已送达");

    const union = await visitor(makers, day.union, DESK);
    await union.go("/union/fairs/recommendations");
    expect(await union.text()).toContain(day.enterprise.name);
    await union.press("推荐");
    await world.settle();

    const officer = await visitor(host, day.officer, DESK);
    await officer.go(`/union/fairs/${day.fairId}/registrations`);
    expect(await officer.text()).toContain(day.enterprise.name);
    await look(officer.page, "2-host");
    await officer.press("安排展位");
    await publishFair(day.officer.ctx, { id: day.fairId, action: "publish" });
    await world.sync();
    await hr.go(form);
    expect(await hr.text()).toContain("已安排展位");
    await look(hr.page, "3-placed");

    const { client } = await personOf(world.people);
    const her = await visitor(people, client);
    await her.go(`/fairs/${day.fairId}`);
    await look(her.page, "4-fair");
    await her.press("领入场码", "link");
    await look(her.page, "5-ticket-form");
    await her.page.locator("#room input").first().check();
    await her.press("领入场码");
    expect(await her.text()).toContain("正在领码");
    await look(her.page, "6-ticket-asked");
    await world.settle();
    await her.page.reload();
    expect(await her.text()).toContain("入场时出示这个码");
    await look(her.page, "7-ticket");
    const code = await decoded(her.page, her.page.locator(".qr").first());
    expect(code).toMatch(/^LPT1\./);

    const desk = await visitor(makers, day.member);
    const booth = `${form}/desk`;
    await desk.go(booth);
    await desk.page.locator("#kept").waitFor();
    await look(desk.page, "8-desk");
    const scan = async (text: string) => {
      await desk.page.locator("#code").fill(text);
      await desk.page.getByRole("button", { name: "登记", exact: true }).click();
    };
    const [turned, other] = forged(code);
    await cutNetwork(desk.context);
    await scan(turned);
    await outbox(desk.context, "没有这张入场码");
    expect(await desk.page.locator("#outbox-state").innerText()).not.toContain("还没上传");
    await look(desk.page, "9-refused");
    // The page that the browser cached holds the keys too.
    await desk.page.reload();
    await scan(other);
    await outbox(desk.context, "没有这张入场码");
    await desk.page.getByLabel("双方有就业意向").check();
    await scan(code);
    await outbox(desk.context, "1 条还没上传");
    await look(desk.page, "10-held");
    await restoreNetwork(desk.context);
    await desk.page.getByText("正在发送").waitFor();
    await look(desk.page, "11-sent");
    await world.settle();
    await desk.go(booth);
    expect(await desk.text()).toContain("应聘由本人所在城市送来");
    await look(desk.page, "12-counted");

    const counted = await day.officer.call("GET", `/api/v1/fairs/${day.fairId}/report/lines?measure=intents`);
    expect(await counted.json()).toMatchObject({ items: [{}] });
    await her.go("/me");
    expect(await her.text()).toContain("求职卡已发给企业");
    await look(her.page, "13-me");
    await world.settle();
    await hr.go("/enterprise/applications");
    expect(await hr.text()).toContain("王师傅");
    await look(hr.page, "14-applicant");
  });
});
