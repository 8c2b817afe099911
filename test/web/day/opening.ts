import { expect } from "vitest";
import { drainAll } from "../../../workers/index.ts";
import { drawUp, fillCard, HALLS, placeAll, recommend, takeCode, takePart, wishFor } from "./before.ts";
import { type Day, FAR, NEAR } from "./day.ts";
import { printCodes, shownCode } from "./gate.ts";
import { COMPANY } from "./stage.ts";

/** The host plans the fair without one permit: enterprises may register, but publishing is refused. */
export async function drawnUp(day: Day): Promise<void> {
  const { at, stage, host, visitor } = day;
  at.union = await drawUp(host, stage);
  const id = at.union.split("/").at(-1);
  Object.assign(at, { open: `/fairs/${id}`, enterprise: `/enterprise/fairs/${id}`, mine: `/me/fairs/${id}` });
  await host.press("开放企业报名");
  expect(await host.heading()).toBe("已开放企业报名");
  await host.follow("回到招聘会");
  await host.press("发布，开始领入场码");
  const refusal = await host.page.locator(".notice").first().innerText();
  expect(refusal).toContain("现在还不行");
  expect(refusal).toContain("安全保卫方案");
  expect(refusal).toContain("至少一家已安排展位的企业");
  expect(refusal).not.toContain("应急预案");
  await host.look("02-host-refused");
  await visitor.go(at.open);
  expect(await visitor.text()).toContain("入场码在招聘会发布后可以领");
  expect(await visitor.page.getByRole("link", { name: "领入场码" }).count()).toBe(0);
}

/**
 * Both enterprises register and their unions recommend them. The host places them, moves one, adds the permit
 * and publishes the fair.
 */
export async function published(day: Day): Promise<void> {
  const { at, stage, host, partner, recruiter, remote, visitor } = day;
  await takePart(recruiter, { job: "电焊工", hall: HALLS[0], shot: "03-enterprise-form" });
  await takePart(remote, { job: "天车工", hall: HALLS[1], shot: "03-enterprise-form-phone" });
  await recommend(partner, COMPANY.there);
  await recommend(host, COMPANY.here);
  await placeAll(host, at.union);
  await host.go(`${at.union}/edit`);
  await host.fill({ securityPlan: "已报公安机关。" });
  await host.press("保存");
  await host.follow("回到招聘会");
  expect(await host.text()).toContain("材料齐了，可以发布");
  await host.press("发布，开始领入场码");
  expect(await host.heading()).toBe("招聘会已发布");
  await drainAll(stage.site.demo.services);
  await remote.go("/me");
  await remote.follow(/招聘会展位已安排/);
  expect(await remote.text()).toContain(`${HALLS[1]} · A01`);
  await visitor.go(at.open);
  expect(await visitor.text()).toContain("2 家企业 · 2 个岗位 · 招 8 人");
  expect(await visitor.text()).toMatch(/9:00\s+开门\s+9:30\s+面谈/);
  const plan = visitor.page.locator("svg.hall-plan");
  expect(await visitor.text()).toContain("不设展位");
  expect(await plan.getByRole("link", { name: COMPANY.here }).first().getAttribute("aria-label")).toContain(
    "A03",
  );
  await visitor.look("05-visitor-fair");
  await visitor.follow(COMPANY.here, plan);
  expect(await visitor.text()).toContain("电焊工");
}

/**
 * Two seekers take tickets, and four tickets are printed. The booth opens slots, the seekers enter wishes,
 * and registration closes.
 */
export async function codesAndTimes(day: Day): Promise<void> {
  const { at, stage, host, recruiter, seeker, farSeeker } = day;
  await takeCode(seeker, { fair: at.open, hall: HALLS[0], phone: NEAR.phone });
  day.ticket = await shownCode(seeker);
  await seeker.look("06-seeker-code");
  await takeCode(farSeeker, { fair: at.open, hall: HALLS[1], phone: FAR.phone });
  day.farTicket = await shownCode(farSeeker);
  await fillCard(seeker, NEAR);
  await fillCard(farSeeker, FAR);
  await host.go(at.union);
  day.papers = await printCodes(host, HALLS[0], 4);
  await recruiter.go(at.enterprise);
  await recruiter.follow("面谈安排");
  await recruiter.fill({ from: "9:30", to: "10:00" });
  await recruiter.press("开放时段");
  expect(await recruiter.text()).toContain("已开放 2 段");
  await recruiter.fill({ url: "https://meeting.tencent.com/dm/liaoxi" });
  await recruiter.press("保存");
  await wishFor(seeker, COMPANY.here);
  await wishFor(farSeeker, COMPANY.here);
  await seeker.go(at.mine);
  expect(await seeker.text()).toContain("还在排时间");
  await stage.until(1, "18:01");
  await recruiter.go(`${at.enterprise}/interviews`);
  expect(await recruiter.text()).toContain("约好的面谈（2）");
  await recruiter.shoot("08-recruiter-timetable");
  await farSeeker.go("/me");
  await farSeeker.follow(/面谈时间排好了/);
  expect(await farSeeker.text()).toContain("远程面谈，不用去对方会场");
  await stage.until(2, "10:00");
  await seeker.go("/me");
  expect(await seeker.text()).toContain("明天的招聘会，到场请带好入场码");
}
