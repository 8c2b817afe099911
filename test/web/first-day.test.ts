import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorkers, type Workers } from "../../workers/index.ts";
import { creditCode } from "../factories/enterprises.ts";
import { fairSheet } from "../imports/reading/support.ts";
import { chromiumMissing, openBrowser, PHONE, skipReason } from "../support/browser.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { dataFolder } from "../support/folder.ts";
import { PATIENCE } from "../support/patience.ts";
import { endPrograms, startProgram } from "../support/program.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { openServices, TEST_SECRET } from "../support/services.ts";
import { ROOT } from "../support/sources.ts";
import { Visitor } from "./visitor.ts";

const EXAMPLE = join(ROOT, "docs", "examples", "five-cities.json");
const CITY = "211400";
/** An employer of the sheet. */
const FIRM = "葫芦岛示范泳装有限公司";
const [OFFICER, HR] = ["13640000101", "13640000102"];
const SHEET = { name: "岗位表.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(fairSheet()) };

describe.skipIf(chromiumMissing)(`the first day of a house, on a phone${skipReason}`, () => {
  const folder = dataFolder();
  const contexts: BrowserContext[] = [];
  let browser: Browser;
  let database: TestDatabase;
  let workers: Workers;
  let app: RunningApp;

  beforeAll(async () => {
    [browser, database] = await Promise.all([openBrowser(), testDatabase()]);
    const services = await openServices(database);
    workers = await startWorkers(services, database.url);
    services.ring = workers.ring;
    app = await startApp(services);
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await endPrograms();
    await app?.close();
    await workers?.stop();
    await browser?.close();
    await database?.drop();
    await folder.remove();
  });

  async function person(name: string): Promise<Visitor> {
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    contexts.push(context);
    return new Visitor(await context.newPage(), app.origin, `first-day-${name}`);
  }

  /** Runs `npm run setup` on the empty database. Returns the path of the administrator's link. */
  async function setUp(): Promise<string> {
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path, SECRET_KEY: TEST_SECRET };
    const program = startProgram({ script: "setup", args: ["--file", EXAMPLE], env });
    expect((await program.ended).code).toBe(0);
    return /\/sign-in\/link\?token=[\w-]{43}/.exec(program.output())?.[0] ?? "";
  }

  test("setup, appoint, import, claim, verify, publish, find, take the office back", async () => {
    const [stranger, administrator] = [await person("stranger"), await person("administrator")];
    await stranger.go("/");
    expect(await stranger.text()).toContain("npm run setup");

    await administrator.go(await setUp());
    await administrator.tap("登录");
    expect(new URL(administrator.page.url()).pathname).toBe("/union/staff");
    await administrator.look("1-administrators");
    await administrator.tap("葫芦岛", "link");
    await administrator.page.getByLabel("姓名").fill("王主任");
    await administrator.page.getByLabel("手机号").fill(OFFICER);
    await administrator.tap("发出邀请");
    await administrator.look("2-invited");

    const officer = await person("officer");
    await officer.signIn(OFFICER);
    await officer.go("/me");
    await officer.tap(/任职邀请/, "link");
    await officer.look("1-invitation");
    await officer.tap("接受");
    expect(new URL(officer.page.url()).pathname).toBe("/union");
    await officer.look("2-desk");

    await officer.go("/union/imports");
    await officer.page.setInputFiles("#file", SHEET);
    await officer.tap("上传并识别");
    await officer.page.getByLabel(/来源/).first().fill("葫芦岛市总工会");
    await officer.tap("试导，看看会怎样");
    expect(await officer.text()).toContain("84");
    await officer.tap("导入");
    await expect.poll(() => officer.text(), PATIENCE).toContain("导入完成");
    await officer.look("3-imported");
    const hr = await person("hr");
    await hr.signIn(HR);
    await hr.go("/enterprise/register");
    await hr.page.getByLabel("企业名称").fill(FIRM);
    await hr.page.getByLabel("统一社会信用代码").fill(creditCode(71_001));
    await hr.page.getByLabel(/所在县/).selectOption("211481");
    await hr.tap("提交登记");
    await hr.look("1-told-to-claim");
    expect(await hr.page.getByLabel("统一社会信用代码").inputValue()).toBe(creditCode(71_001));
    await hr.page.getByLabel(/您在企业的职务/).fill("人事主管，带了营业执照和委托书");
    await hr.tap("提交认领");
    await hr.look("2-claimed");
    await officer.decide("通过", FIRM);
    await hr.go("/enterprise/profile");
    expect(await hr.text()).toContain("已核验");
    await officer.go("/union/imports");
    await officer.tap(SHEET.name, "link");

    await officer.tap("去处理这些岗位", "link");
    await officer.look("4-postings");
    await officer.tap("作为转载发布");
    await officer.look("5-published");

    await expect
      .poll(async () => {
        await stranger.go(`/postings?q=${encodeURIComponent("兴城 电焊工")}`);
        return stranger.text();
      }, PATIENCE)
      .toContain("电焊工（二保焊）");
    await stranger.look("found");

    await administrator.go(`/union/staff?place=${CITY}`);
    await administrator.open(/结束任职/);
    await administrator.tap("确认结束");
    expect(await administrator.text()).toContain("任职已结束");
    await officer.go("/union");
    expect(await officer.text()).toContain("您没有这项权限");
  });
});
