import { expect } from "vitest";
import { drainAll } from "../../../workers/index.ts";
import { answer, confirmStart, recordStart, reportFigures } from "./booth.ts";
import { type Day, FAR, NEAR } from "./day.ts";
import { scan } from "./gate.ts";
import { COMPANY, PHONES, TITLE } from "./stage.ts";

/** After the fair: the host reads the report and the lists behind it, and the partner reads its own part. */
export async function reported(day: Day): Promise<void> {
  const { at, stage, host, partner, gate, visitor } = day;
  await stage.until(3, "15:05");
  await visitor.go(at.open);
  expect(await visitor.text()).toContain("这场招聘会已经结束");
  expect(await scan(gate, day.papers[1]?.code ?? "")).toBe("已结束");
  await host.go(at.union);
  await host.follow("报告");
  expect(await reportFigures(host)).toMatchObject({
    参会企业: "2 家",
    带到现场的岗位: "2 个 招 8 人",
    到场的人: "6 人 7 人次",
    看直播的人: "0 人 0 场直播",
    点开宣传链接: "0 人次 0 个渠道",
    应聘: "2 份",
    达成就业意向的人: "3 人",
    到岗的人: "0 人",
    "第 30 天仍在岗的人": "0 人",
  });
  await host.look("17-report");
  await host.follow(/^2 份$/);
  const rows = await host.page.locator("tbody tr").allInnerTexts();
  expect(rows.map((row) => row.split("\t")[0]?.trim()).sort()).toEqual(["天车工", "电焊工"]);
  expect(await host.text()).not.toMatch(new RegExp(`${NEAR.name}|${FAR.name}`));
  await host.shoot("17-report-list");
  await host.follow("回到报告");
  await host.fill({ label: "当天" });
  await host.press("定稿");
  expect(await host.heading()).toBe("报告已定稿");
  await partner.go(at.union);
  await partner.follow("本市企业和人数");
  const ours = partner.page.locator("tbody tr");
  expect(await ours.count()).toBe(1);
  expect(await ours.innerText()).toContain(COMPANY.there);
  expect(await partner.page.locator("ul.grid li").allInnerTexts()).toEqual([
    "领码\n1",
    "到场的本市求职者\n1",
    "应聘\n1",
    "已到岗\n0",
  ]);
  await partner.shoot("18-partner-ours");
}

/**
 * HR records starts and both seekers confirm them. One seeker and HR answer the follow-up of day 7, both
 * seekers that of day 30. The report counts the people still at work.
 */
export async function followedUp(day: Day): Promise<void> {
  const { at, stage, host, partner, recruiter, remote, seeker, farSeeker } = day;
  await stage.until(4, "08:30");
  await recordStart(recruiter, `${at.enterprise}/desk`, NEAR.name);
  await recruiter.shoot("19-start");
  await recordStart(remote, `${at.enterprise}/desk`, FAR.name);
  await drainAll(stage.site.demo.services);
  await confirmStart(seeker, "电焊工");
  await confirmStart(farSeeker, "天车工");
  await partner.go(`${at.union}/ours`);
  expect(await partner.text()).toMatch(/已到岗\s1/);
  await stage.until(11, "09:00");
  await seeker.go("/me");
  await seeker.follow(/上岗回访/);
  await answer(seeker, "/me/follow-ups", "在岗");
  await answer(recruiter, "/enterprise/follow-ups", "在岗");
  await stage.until(34, "09:00");
  for (const [who, phone] of [
    [seeker, NEAR.phone],
    [farSeeker, FAR.phone],
    [host, PHONES.host],
  ] as const) {
    await who.go("/sign-in");
    await who.signIn(phone);
  }
  await answer(seeker, "/me/follow-ups", "在岗");
  await answer(farSeeker, "/me/follow-ups", "已离开");
  await seeker.shoot("20-follow-up");
  await host.go(`${at.union}/report`);
  const then = { 到岗的人: "2 人", "第 30 天仍在岗的人": "1 人", 达成就业意向的人: "3 人" };
  expect(await reportFigures(host)).toMatchObject(then);
  await host.fill({ label: "第 30 天" });
  await host.press("定稿");
  await host.follow("回到报告");
  expect(await reportFigures(host)).toMatchObject(then);
  await host.look("21-report-day-30");
  await host.follow(/已定稿：当天/);
  expect(await reportFigures(host)).toMatchObject({ 到岗的人: "0 人", "第 30 天仍在岗的人": "0 人" });
  await host.go(at.union);
  expect(await host.text()).toContain("已出报告");
  expect(await host.heading()).toBe(TITLE);
}
