import { type RawBuilder, sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officerPhone } from "../../../db/demo/people.ts";
import { officer as officerOf } from "../../factories/actors.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { publishedFair } from "../../factories/fairs.ts";
import { submittedPosting } from "../../factories/postings.ts";
import { chromiumMissing, DESK, skipReason } from "../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../support/demo-site.ts";
import { axeViolations } from "../visit.ts";
import { Film } from "./film.ts";

const CITY = "211400";
const TRADES = ["电焊工", "缝纫工", "货车司机", "保安", "护理员", "叉车工"];

describe.skipIf(chromiumMissing)(`an officer's morning${skipReason}`, () => {
  let site: DemoSite;
  let officer: Film;
  let page: Page;
  let submit: (title: string) => Promise<string>;

  beforeAll(async () => {
    site = await openDemoSite();
    const { services } = site.demo;
    const union = await officerOf(services, CITY);
    await publishedFair(services, union, { title: "葫芦岛船舶用工招聘会" });
    const { enterprise, member } = await verifiedEnterprise(services, union);
    submit = async (title) => (await submittedPosting(member, enterprise.id, { title })).id;
    const context = await site.browser.newContext({ viewport: DESK, locale: "zh-CN" });
    page = await context.newPage();
    officer = new Film(page, site.app.origin, "officer");
  });
  afterAll(() => site?.close());

  const statuses = async (ids: string[]) => {
    const rows = await site.demo.db
      .selectFrom("posting")
      .select(["id", "status"])
      .where("id", "in", ids)
      .execute();
    return ids.map((id) => rows.find((row) => row.id === id)?.status);
  };
  const clear = () =>
    sql`update posting set status = 'closed' where status = 'submitted'`.execute(site.demo.db);
  const notice = () => page.locator(".notice").first().innerText();
  const open = () => page.locator("[data-open] h2").innerText();
  const counted: Record<string, number> = {};
  /** Counts the keys of one task. */
  const keysOf = async (task: string, work: () => Promise<unknown>): Promise<number> => {
    const before = officer.keys;
    const startedAt = Date.now();
    await work();
    counted[`${task}Seconds`] = Math.round((Date.now() - startedAt) / 100) / 10;
    counted[task] = officer.keys - before;
    return officer.keys - before;
  };

  /** Adds copies of a posting that wait for review, of different trades. */
  async function manyLike(id: string, n: number): Promise<void> {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'posting' and is_generated = 'NEVER'`.execute(
      site.demo.db,
    );
    const own: Record<string, RawBuilder<unknown>> = {
      id: sql`gen_random_uuid()`,
      title: sql`(${TRADES}::text[])[1 + g % 6] || g`,
    };
    const columns = rows.map(({ name }) => sql.ref(name));
    const values = rows.map(({ name }) => own[name] ?? sql.ref(name));
    await sql`insert into posting (${sql.join(columns)}) select ${sql.join(values)}
      from posting, generate_series(1, ${n}::int) g where id = ${id}`.execute(site.demo.db);
  }

  test("signs in, decides thirty by keys, skips, returns, undoes, finds, reads what happened", async () => {
    await clear();
    const ids: string[] = [];
    for (let n = 0; n < 33; n += 1) ids.push(await submit(`${TRADES[n % TRADES.length]}${n + 1}`));
    await officer.go("/sign-in");
    await officer.look("sign-in");
    await officer.signIn(officerPhone(CITY));
    await officer.go("/union");
    await officer.look("waiting");
    await officer.tap(/^岗位审核 \d/, "link");
    await officer.look("postings");
    await page.setViewportSize(DESK);
    const keys = await keysOf("approveThirty", async () => {
      for (let n = 0; n < 30; n += 1) await officer.press("a");
    });
    expect(await statuses(ids.slice(0, 30))).toEqual(Array(30).fill("published"));
    expect(await statuses(ids.slice(30))).toEqual(Array(3).fill("submitted"));
    expect(keys).toBeLessThanOrEqual(32);
    await officer.answer("thirty");
    await page.setViewportSize(DESK);

    // Skips one and approves the next.
    expect(await keysOf("skipOne", () => officer.press("j", "a"))).toBe(2);
    expect(await notice()).toContain("已通过：缝纫工32 · ");
    expect(await open()).toBe("货车司机33");
    expect(await statuses(ids.slice(30))).toEqual(["submitted", "published", "submitted"]);
    expect(await axeViolations(page)).toEqual([]);
    await officer.answer("skipped");
    await page.setViewportSize(DESK);

    expect(await keysOf("undo", () => officer.press("u"))).toBe(1);
    expect(await notice()).toContain("已撤销，重新等着审核：");
    expect(await statuses(ids.slice(30))).toEqual(["submitted", "submitted", "submitted"]);
    await officer.answer("undone");
    await page.setViewportSize(DESK);

    const returned = await open();
    await page.keyboard.press("r");
    officer.keys += 1;
    await officer.look("reasons");
    await page.setViewportSize(DESK);
    expect(await keysOf("return", () => officer.press("6", "Enter"))).toBeLessThanOrEqual(4);
    counted.return = (counted.return ?? 0) + 1;
    expect(await notice()).toContain(`已退回：${returned}`);
    await officer.answer("returned");

    // After a minute an approval stays.
    await officer.press("a");
    await site.demo.travel("61 seconds");
    await officer.press("u");
    expect(await notice()).toContain("不能撤销了");
    await officer.answer("too-late");

    await clear();
    const wanted = await submit("铸造天车工");
    await manyLike(wanted, 2000);
    await officer.go("/union");
    expect(await officer.text()).toContain("岗位审核 2,001");
    await officer.look("two-thousand");
    await page.setViewportSize(DESK);
    // By a part of its name, or by the end of its number, which others may share by chance.
    for (const words of [wanted.slice(-4), "天车工"]) {
      await page.keyboard.press("/");
      await page.locator("input[type=search]").first().fill("");
      for (const character of words) await page.keyboard.insertText(character);
      await officer.press("Enter");
      expect([...words].length).toBeLessThanOrEqual(4);
      expect(await page.locator("[data-item] h2").allInnerTexts()).toContain("铸造天车工");
    }
    expect(await page.locator("[data-item]").count()).toBe(1);
    counted.findCharacters = 3;
    await officer.look("found");
    await page.setViewportSize(DESK);
    await keysOf("history", async () => {
      officer.keys += 1;
      await Promise.all([page.waitForURL(`**/union/postings/${wanted}/history`), page.keyboard.press("h")]);
    });
    expect(await officer.text()).toContain("提交审核");
    await officer.look("history");
    await clear();
  });

  test("prints fifty codes, and reads the month's figures", async () => {
    await officer.go("/union/fairs");
    await officer.look("fairs");
    await officer.tap("葫芦岛船舶用工招聘会", "link");
    await officer.look("fair");
    officer.taps = 0;
    await officer.tap("打印纸质入场码", "link");
    await officer.look("codes");
    await page.setViewportSize(DESK);
    officer.taps += 1;
    await page.locator("input[name=room]").first().check();
    await officer.tap("打印这么多张");
    expect(await page.locator("svg.qr").count()).toBe(50);
    expect(await page.locator("[data-print]").count()).toBe(1);
    counted.printFiftyClicks = officer.taps + 1;
    expect(counted.printFiftyClicks).toBeLessThanOrEqual(4);
    await officer.look("fifty");
    await page.setViewportSize(DESK);
    await officer.go("/union/fairs");
    await officer.tap("报表", "link");
    expect(await page.locator("main").innerText()).toMatch(/审核通过\s+32 次/);
    await officer.look("figures");
    await page.setViewportSize(DESK);
    await officer.tap("32 次", "link");
    expect(await officer.text()).toContain("电焊工1");
    await officer.look("counted");
    console.log(JSON.stringify({ film: "officer", ...counted }));
  });
});
