import { expect } from "vitest";
import { cutNetwork, restoreNetwork } from "../network.ts";
import type { Person } from "./stage.ts";

/** Scans a ticket's code at the booth and records an intent. */
export async function meet(recruiter: Person, code: string): Promise<void> {
  await recruiter.fill({ code });
  await recruiter.page.getByLabel("双方有就业意向").check();
  await recruiter.press("登记");
  expect(await recruiter.text()).toMatch(/应聘已收到，就业意向已登记 · LP[0-9A-Z]{10}/);
}

/**
 * Scans a visitor without a profile while the browser has no network. The entry is uploaded once the network
 * returns.
 */
export async function meetWithoutNetwork(recruiter: Person, code: string, name: string): Promise<void> {
  const { page, context } = recruiter;
  const waiting = page.locator("#outbox-state", { hasText: "1 条还没上传" });
  await cutNetwork(context);
  await recruiter.fill({ code });
  await page.getByLabel("双方有就业意向").check();
  await page.locator("summary", { hasText: "没有求职卡" }).click();
  await recruiter.fill({ callName: name });
  await page.getByLabel("本人同意").check();
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await waiting.waitFor();
  await recruiter.shoot("13-booth-offline");
  await restoreNetwork(context);
  await page.locator("tbody", { hasText: name }).waitFor();
  expect(await waiting.isVisible()).toBe(false);
  expect(await page.locator("tbody tr").count()).toBe(2);
}

/** Calls the next number in the queue. Returns the notice that the recruiter sees. */
export async function callNext(recruiter: Person): Promise<string> {
  await recruiter.press("招聘人员 1：叫下一位");
  return recruiter.page.locator(".notice").first().innerText();
}

export async function finish(recruiter: Person): Promise<void> {
  await recruiter.press(/^来了/);
  await recruiter.press(/^谈完了/);
  expect(await recruiter.text()).toContain("已谈完");
}

/**
 * Gives a number in the queue to a visitor with a printed ticket. Returns the notice that the recruiter sees.
 */
export async function giveNumber(recruiter: Person, code: string): Promise<string> {
  await recruiter.page.locator("summary", { hasText: "给到场的人取号" }).click();
  await recruiter.fill({ code });
  await recruiter.press("取号");
  return recruiter.page.locator(".notice").first().innerText();
}

/** Records a start (到岗) from today for a person on the booth desk's list. */
export async function recordStart(recruiter: Person, desk: string, name: string): Promise<void> {
  await recruiter.go(desk);
  const row = recruiter.page.locator("tbody tr", { hasText: name });
  await row.locator("summary").click();
  await recruiter.press("记录到岗", row);
  expect(await recruiter.text()).toContain("到岗已记录");
}

/** Confirms, as the seeker, the start that the enterprise recorded. */
export async function confirmStart(seeker: Person, job: string): Promise<void> {
  await seeker.go("/me");
  await seeker.follow(`企业记录您已到岗，请确认：${job}`);
  await seeker.press("我已到岗，确认");
  expect(await seeker.heading()).toBe("已确认到岗");
}

/** Answers a follow-up question. `path` is the list of follow-ups of the seeker or of the enterprise. */
export async function answer(who: Person, path: string, said: "在岗" | "已离开"): Promise<void> {
  await who.go(path);
  const asked = who.page.locator("li.card").first();
  await who.press(said, asked);
  expect(await who.heading()).toBe("回答已记下");
  await who.follow("上岗回访");
  expect(await who.page.locator("li.card", { hasText: `您的回答：${said}` }).count()).toBeGreaterThan(0);
}

/** Returns the figures of the report as the page shows them, by name. */
export async function reportFigures(host: Person): Promise<Record<string, string>> {
  const lines = await host.page.locator("ul.figures li").allInnerTexts();
  return Object.fromEntries(
    lines.map((text) => {
      const [name = "", ...said] = text.split("\n").filter(Boolean);
      return [name, said.join(" ")];
    }),
  );
}
