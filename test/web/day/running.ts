import { expect } from "vitest";
import { restoreNetwork } from "../network.ts";
import { HALLS } from "./before.ts";
import { callNext, finish, giveNumber, meet, meetWithoutNetwork } from "./booth.ts";
import { type Day, NEAR } from "./day.ts";
import { hallFigures, line, openGate, scan, withoutNetwork } from "./gate.ts";

const PAPER_NAME = "张大叔";

/**
 * The gate scans with network, without it, and with it again. The partner scans at the gate of its own hall.
 */
export async function throughTheGate(day: Day): Promise<void> {
  const { at, stage, host, partner, gate } = day;
  await stage.until(3, "08:40");
  await gate.go(at.union);
  await openGate(gate);
  expect(await scan(gate, day.ticket.code)).toBe("请进");
  await gate.look("09-gate-go");
  await withoutNetwork(gate, day.papers);
  expect(await hallFigures(host, at.union, HALLS[0])).toEqual(["5", "0", "1", "1"]);
  await restoreNetwork(gate.context);
  await line(gate, "都已上传");
  expect(await hallFigures(host, at.union, HALLS[0])).toEqual(["5", "0", "5", "5"]);
  await gate.page.reload();
  expect(await gate.text()).toContain("没有要核对的");
  await gate.page.waitForSelector("#scanner[data-ready]");
  await gate.page.getByText("出场", { exact: true }).click();
  expect(await scan(gate, day.ticket.code)).toBe("已出场");
  await gate.page.getByText("入场", { exact: true }).click();
  expect(await scan(gate, day.ticket.code)).toBe("请进");
  await partner.go(at.union);
  await openGate(partner);
  expect(await scan(partner, day.farTicket.reference)).toBe("请进");
  expect(await hallFigures(host, at.union, HALLS[0])).toEqual(["5", "0", "5", "6"]);
  expect(await hallFigures(host, at.union, HALLS[1])).toEqual(["1", "0", "1", "1"]);
  await host.shoot("11-host-entrances");
}

/** Both booths scan tickets, one of them also without network. The board counts the intents. */
export async function atTheBooths(day: Day): Promise<void> {
  const { at, stage, recruiter, remote, seeker, wall } = day;
  await stage.until(3, "09:05");
  await wall.go(at.open);
  await wall.follow("现场大屏");
  await wall.page.getByText("实时更新").waitFor();
  await recruiter.go(at.enterprise);
  await recruiter.follow("展位工作台");
  await meet(recruiter, day.ticket.code);
  await recruiter.shoot("12-booth-desk");
  await meetWithoutNetwork(recruiter, day.papers[0]?.code ?? "", PAPER_NAME);
  await remote.go(at.enterprise);
  await remote.follow("展位工作台");
  await meet(remote, day.farTicket.code);
  await remote.shoot("12-booth-phone");
  await seeker.go("/me");
  expect(await seeker.text()).toContain("您在展位出示了入场码，求职卡已发给企业：电焊工");
  await stage.second();
  await wall.page.locator('[data-figure="intents"]', { hasText: /^3$/ }).waitFor();
  const figures = wall.page.locator("[data-figure]");
  expect(await figures.allInnerTexts()).toEqual(["6", "2", "3", "2"]);
  expect(await wall.text()).not.toContain(NEAR.name);
  expect(await wall.text()).not.toContain("还没有意向");
  await wall.shoot("14-board");
}

/** The booth calls the seeker in the hall, then the seeker who is interviewed online. */
export async function calledByNumber(day: Day): Promise<void> {
  const { at, stage, host, recruiter, seeker, farSeeker, wall } = day;
  await stage.until(3, "09:28");
  await recruiter.go(`${at.enterprise}/interviews`);
  expect(await callNext(recruiter)).toBe("请 1 号");
  expect(await giveNumber(recruiter, day.papers[1]?.code ?? "")).toBe("已取号：3 号");
  await recruiter.shoot("15-recruiter-called");
  await seeker.go(at.mine);
  expect(await seeker.text()).toContain("轮到您了，请马上过去");
  await seeker.shoot("15-seeker-turn");
  await farSeeker.go(at.mine);
  expect(await farSeeker.text()).not.toContain("轮到您了");
  await host.go(at.union);
  const screen = host.page.getByRole("link", { name: `叫号屏 · ${HALLS[0]}` });
  await wall.go((await screen.getAttribute("href")) ?? "");
  expect(await wall.page.locator("li.calling").innerText()).toMatch(/A03\s+.+\s+请 1 号/);
  expect(await wall.text()).not.toContain(NEAR.name);
  await wall.look("15-hall-screen");
  await finish(recruiter);
  await stage.until(3, "09:43");
  expect(await callNext(recruiter)).toBe("请 2 号");
  await farSeeker.go(at.mine);
  expect(await farSeeker.text()).toContain("轮到您了");
  const room = farSeeker.page.getByRole("link", { name: "进入会议室" }).first();
  expect(await room.getAttribute("href")).toBe("https://meeting.tencent.com/dm/liaoxi");
  await farSeeker.shoot("16-far-seeker-turn");
  await finish(recruiter);
  expect(await callNext(recruiter)).toBe("请 3 号");
  await finish(recruiter);
}
