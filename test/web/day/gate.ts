import { expect } from "vitest";
import { cutNetwork } from "../network.ts";
import { decoded } from "../visit.ts";
import type { Person } from "./stage.ts";

export type Paper = { code: string; reference: string };

/** Prints `count` tickets for people without a phone, as an officer. */
export async function printCodes(officer: Person, hall: string, count: number): Promise<Paper[]> {
  const printed: Paper[] = [];
  await officer.follow("打印纸质入场码");
  for (let n = 0; n < count; n += 1) {
    await officer.page.getByRole("radio", { name: hall }).check();
    await officer.press("打印一张");
    printed.push(await shownCode(officer));
    if (n === 0) await officer.look("07-officer-paper-code");
    await officer.follow("再打一张");
  }
  return printed;
}

/** Returns the text of the QR code that a page shows, and the reference below it. */
export async function shownCode(holder: Person): Promise<Paper> {
  const reference = /LP[0-9A-Z]{10}/.exec(await holder.text())?.[0] ?? "";
  return { code: await decoded(holder.page, holder.page.locator("svg.qr").first()), reference };
}

/** Opens the gate's page and waits for its service worker. After that the page opens without network. */
export async function openGate(gate: Person): Promise<void> {
  await gate.follow("扫码入场");
  await gate.page.waitForSelector("#scanner[data-ready]");
  await gate.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await line(gate, "都已上传");
}

export const line = (gate: Person, text: string) =>
  gate.page.waitForFunction((said) => document.getElementById("line")?.textContent?.includes(said), text);

/**
 * Enters a code as a hand scanner does: the text as keys, then Enter. Returns the result that the page shows.
 */
export async function scan(gate: Person, text: string): Promise<string> {
  await gate.page.evaluate(() => document.querySelector("#answer")?.replaceChildren());
  await gate.page.keyboard.insertText(text);
  await gate.page.keyboard.press("Enter");
  return gate.page.locator("#answer .word").innerText();
}

/**
 * Scans tickets at the gate without network, before and after a reload. The page remembers whom it admitted;
 * the server learns nothing.
 */
export async function withoutNetwork(gate: Person, papers: readonly Paper[]): Promise<void> {
  const [first, second] = papers;
  const last = papers.at(-1);
  if (!first || !second || !last) throw new Error("the test has papers");
  await cutNetwork(gate.context);
  for (const { code } of papers.slice(0, -1)) expect(await scan(gate, code)).toBe("请进");
  expect(await scan(gate, first.code)).toBe("已入场过");
  await line(gate, `待上传 ${papers.length} 条`);
  await gate.shoot("10-gate-offline");
  await gate.page.reload();
  await gate.page.waitForSelector("#scanner[data-ready]");
  await line(gate, `待上传 ${papers.length} 条`);
  expect(await scan(gate, last.code)).toBe("请进");
  expect(await scan(gate, second.code)).toBe("已入场过");
  await line(gate, `待上传 ${papers.length + 2} 条`);
}

/**
 * Returns the figures of a hall on the officer's page: tickets taken, people waiting, people who came,
 * visits.
 */
export async function hallFigures(officer: Person, fair: string, hall: string): Promise<string[]> {
  await officer.go(`${fair}/tickets`);
  const cells = officer.page.getByRole("row", { name: hall }).getByRole("cell");
  return (await cells.allInnerTexts()).slice(-4);
}
