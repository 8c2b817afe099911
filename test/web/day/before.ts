import { expect } from "vitest";
import { COMPANY, PARTNER, type Person, type Stage, TITLE } from "./stage.ts";

export const HALLS = ["市体育馆", "市民之家"] as const;
const PAPERS = ["plan", "emergencyPlan", "advanceNotice"] as const;

/**
 * Fills in the host's form for a new fair with three of the four permits. Returns the path of the fair's
 * page.
 */
export async function drawUp(host: Person, stage: Stage): Promise<string> {
  await host.go("/union/fairs");
  await host.follow("办一场招聘会");
  await host.page.getByText("会场 2", { exact: true }).click();
  await host.fill({
    title: TITLE,
    intro: "两座城市同一天开门，现场面谈，远处的人视频面谈。",
    registrationOpensAt: stage.at(0, "07:00"),
    registrationClosesAt: stage.at(1, "18:00"),
    opensAt: stage.at(3, "09:00"),
    closesAt: stage.at(3, "15:00"),
    "venue0-name": HALLS[0],
    "venue0-address": "龙湾大街 1 号",
    "venue0-directions": "公交 1 路到体育馆站",
    "venue0-rows": "2",
    "venue0-columns": "3",
    "venue0-closed": "A02",
    "venue1-name": HALLS[1],
    "venue1-address": "人民大街 60 号",
    "venue1-rows": "1",
    "venue1-columns": "2",
    hostQuota: "4",
    [`quota-${PARTNER}`]: "2",
    programme: "9:00 开门\n9:30 面谈",
  });
  await host.page.selectOption("#venue0-city", { label: "葫芦岛" });
  await host.page.selectOption("#venue1-city", { label: "阜新" });
  await host.page.selectOption(`#role-${PARTNER}`, "organiser");
  for (const paper of PAPERS) await host.fill({ [paper]: "已报备，见附件。" });
  await host.shoot("01-host-form");
  await host.press("保存");
  expect(await host.heading()).toBe("已保存");
  await host.follow("回到招聘会");
  return new URL(host.page.url()).pathname;
}

/** Registers an enterprise for the fair. The first attempt has no posting and is refused. */
export async function takePart(
  recruiter: Person,
  { job, hall, shot }: { job: string; hall: string; shot: string },
): Promise<void> {
  await recruiter.go("/enterprise/fairs");
  await recruiter.follow(TITLE);
  await recruiter.fill({ contactName: "刘经理", contactPhone: "0429-5550000" });
  await recruiter.press("提交报名");
  expect(await recruiter.page.locator(".errors").innerText()).toContain("请选择带哪些岗位去，至少一项");
  await recruiter.page.getByText(job, { exact: true }).click();
  const first = recruiter.page.getByLabel("第一志愿");
  await first.selectOption(await first.locator("option", { hasText: hall }).getAttribute("value"));
  await recruiter.fill({ wishNote: "要接电" });
  await recruiter.shoot(shot);
  await recruiter.press("提交报名");
  expect(await recruiter.heading()).toBe("报名已提交");
}

/** As an officer, recommends an enterprise of the officer's own city. */
export async function recommend(officer: Person, company: string): Promise<void> {
  await officer.go("/union/fairs/recommendations");
  const own = officer.page.locator("li.item", { hasText: company });
  expect(await officer.page.locator("li.item", { hasText: TITLE }).count()).toBe(1);
  await officer.press("推荐", own);
  expect(await officer.page.locator(".notice").first().innerText()).toContain("已推荐给主办方");
}

/** Accepts the proposed placement after one enterprise has been moved by hand to another booth. */
export async function placeAll(host: Person, fair: string): Promise<void> {
  await host.go(fair);
  await host.follow("自动安排展位");
  const here = host.page.getByLabel(`${COMPANY.here} 展位`);
  const there = host.page.getByLabel(`${COMPANY.there} 展位`);
  expect(await here.inputValue()).toBe(`${HALLS[0]} · A01`);
  expect(await there.inputValue()).toBe(`${HALLS[1]} · A01`);
  const free = await host.page
    .locator("#free-booths option")
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(free).not.toContain(`${HALLS[0]} · A02`);
  await here.fill(`${HALLS[0]} · A03`);
  await host.shoot("04-host-proposal");
  await host.press("按这个方案安排");
  expect(await host.heading()).toBe("安排好 2 家");
}

/** Takes a ticket for the hall. The seeker signs in on the way. Returns the path of the ticket's page. */
export async function takeCode(
  seeker: Person,
  { fair, hall, phone }: { fair: string; hall: string; phone: string },
): Promise<string> {
  await seeker.go("/fairs");
  await seeker.follow(TITLE);
  expect(new URL(seeker.page.url()).pathname).toBe(fair);
  await seeker.follow("领入场码");
  await seeker.signIn(phone);
  await seeker.page.getByRole("radio", { name: hall }).check();
  await seeker.press("领入场码");
  expect(await seeker.text()).toContain("可以入场");
  return new URL(seeker.page.url()).pathname;
}

/** Fills in the seeker's profile: name, trade, wanted city and home city. */
export async function fillCard(
  seeker: Person,
  { name, city }: { name: string; city: string },
): Promise<void> {
  await seeker.go("/me");
  await seeker.follow("填求职卡");
  await seeker.fill({ callName: name });
  await seeker.page.getByRole("checkbox", { name: "焊工" }).first().check();
  await seeker.page.getByRole("group", { name: "想在哪干" }).getByText(city, { exact: true }).click();
  const home = seeker.page.getByLabel("现在住在哪个县");
  const here = home.locator("option", { hasText: city }).first();
  await home.selectOption(await here.getAttribute("value"));
  await seeker.press("保存求职卡");
  expect(await seeker.heading()).toBe("求职卡已保存");
}

/** Enters the enterprise as the seeker's first wish for an interview. */
export async function wishFor(seeker: Person, company: string): Promise<void> {
  await seeker.go("/me");
  await seeker.follow("面谈和排队");
  const options = seeker.page.locator("#wish1 option");
  const own = await options.filter({ hasText: company }).getAttribute("value");
  await seeker.page.selectOption("#wish1", own);
  await seeker.press("保存");
  expect(await seeker.heading()).toBe("想谈的企业已记下");
}
