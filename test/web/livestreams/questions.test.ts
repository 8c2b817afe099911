import { afterAll, beforeAll, expect, test } from "vitest";
import {
  answerQuestion,
  askQuestion,
  endLivestream,
  listQuestions,
  livestreamHub,
  passQuestion,
} from "../../../src/livestreams/index.ts";
import { closeHubs } from "../../../src/platform/live/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import type { Client } from "../../support/app.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { startApp } from "../../support/server.ts";
import { axeViolations, shoot, sideways } from "../visit.ts";

let hall: Hall;
let posting: string;
beforeAll(async () => {
  hall = await openHall();
  posting = await hall.publish();
  await hall.settle();
});
afterAll(() => hall.t.close());

/** A caller: somebody with a session, or a visitor who keeps the cookies of the site. */
class Reader {
  constructor(private cookie = "") {}
  async get(path: string): Promise<string> {
    const answer = await hall.t.app.request(path, { headers: { cookie: this.cookie } });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text();
  }
  async post(path: string, form: Record<string, string>): Promise<Response> {
    const headers = { cookie: this.cookie, origin: "http://localhost" };
    const answer = await hall.t.app.request(path, {
      method: "POST",
      body: new URLSearchParams(form),
      headers,
    });
    const given = answer.headers.getSetCookie().find((one) => /visitor=/.test(one));
    if (given) this.cookie = given.split(";")[0] ?? "";
    return answer;
  }
}
const signedIn = ({ token }: Client) => new Reader(`session=${token}`);

test("a visitor asks, an officer passes, the enterprise answers, and everybody reads it", async () => {
  const { id } = await onAirLivestream(hall.officer.ctx, [posting]);
  const [page, control] = [`/livestreams/${id}`, `/union/livestreams/${id}/questions`];
  const [visitor, other, officer, member] = [
    new Reader(),
    new Reader(),
    signedIn(hall.officer),
    signedIn(hall.member),
  ];
  const question = { act: "ask", text: "有夫妻房吗", postingId: posting, name: "孙师傅" };
  const asked = await visitor.post(`${page}/questions`, question);
  expect([asked.status, asked.headers.get("location")]).toEqual([303, `${page}#questions`]);
  const own = await visitor.get(page);
  for (const text of ["我的提问", "有夫妻房吗", "等工会看过", "还没有问答"]) expect(own).toContain(text);
  expect(await other.get(page)).not.toContain("有夫妻房吗");
  expect(await new Reader().get(`${page}/questions`)).not.toContain("有夫妻房吗");
  await other.post(`${page}/questions`, { ...question, text: "请问有夫妻房吗？", name: "" });

  const held = await officer.get(control);
  for (const text of ["有夫妻房吗", "孙师傅 问", "2 人问", "待看 1"]) expect(held).toContain(text);
  const [{ id: questionId = "" } = {}] = (
    await listQuestions(hall.officer.ctx, { id, which: "held", visitor: null, limit: 20 })
  ).items;
  const decide = (form: Record<string, string>) =>
    officer.post(control, { question: questionId, which: "passed", ...form });
  expect((await decide({ act: "onAir" })).status).toBe(409);
  expect((await decide({ act: "pass" })).status).toBe(303);
  const shown = await new Reader().get(page);
  for (const text of ["有夫妻房吗", "2 人问", "大家问的（1 个）"]) expect(shown).toContain(text);
  for (const text of ["孙师傅", "我的提问"]) expect(shown).not.toContain(text);

  const refused = await decide({ act: "answer", text: "打电话 13800001111 问我" });
  const again = await refused.text();
  expect([refused.status, again]).toEqual([422, expect.stringContaining("13800001111 问我</textarea>")]);
  expect(again).toContain("书面回答里不能写电话");
  expect((await decide({ act: "answer", text: "以企业回答为准" })).status).toBe(303);
  expect((await decide({ act: "onAir" })).status).toBe(303);
  const answered = await new Reader().get(page);
  for (const text of ["工会回答", "以企业回答为准", "主播已在直播里回答"]) expect(answered).toContain(text);
  // An application from a question counts for the livestream.
  expect(answered).not.toContain(`"/postings/${posting}"`);

  const desk = `/enterprise/postings/${posting}/questions`;
  expect(await member.get(`/enterprise/postings/${posting}`)).toContain(desk);
  expect(await member.get(desk)).toContain("有夫妻房吗");
  const written = await member.post(desk, { act: "answer", question: questionId, text: "有，两人一间" });
  expect([written.status, written.headers.get("location")]).toEqual([303, desk]);
  for (const path of [page, `/postings/${posting}`]) {
    const html = await new Reader().get(path);
    for (const text of ["有夫妻房吗", "企业回答", "有，两人一间"]) expect(html).toContain(text);
    expect(html).not.toContain("以企业回答为准");
  }
  expect((await member.post(desk, { act: "withdrawAnswer", question: questionId })).status).toBe(303);
  expect(await new Reader().get(`/postings/${posting}`)).not.toContain("有夫妻房吗");
});

test("a question with a phone number is refused with what was typed, and one is taken back", async () => {
  const { id } = await onAirLivestream(hall.officer.ctx, [posting]);
  const page = `/livestreams/${id}`;
  const visitor = new Reader();
  const text = "能打我电话吗13800001111";
  const refused = await visitor.post(`${page}/questions`, { act: "ask", text, postingId: "", name: "" });
  const html = await refused.text();
  expect(refused.status).toBe(422);
  for (const part of ["问题里不能写电话、微信", `${text}</textarea>`]) expect(html).toContain(part);
  const blank = await visitor.post(`${page}/questions`, { act: "ask", text: "" });
  expect([blank.status, await blank.text()]).toEqual([422, expect.stringContaining("请填写问题")]);
  await visitor.post(`${page}/questions`, { act: "ask", text: "包住吗" });
  const question = /name="question" value="([^"]+)"/.exec(await visitor.get(page))?.[1] ?? "";
  const back = { act: "takeBack", question };
  expect((await new Reader().post(`${page}/questions`, back)).status).toBe(404);
  expect((await visitor.post(`${page}/questions`, back)).status).toBe(303);
  expect(await visitor.get(page)).not.toContain("包住吗");

  expect((await visitor.post(`${page}/questions`, { act: "ask", text: "几点上班" })).status).toBe(303);
  const officer = signedIn(hall.officer);
  const control = `/union/livestreams/${id}/questions`;
  const held = /name="question" value="([^"]+)"/.exec(await officer.get(control))?.[1] ?? "";
  const reject = { act: "reject", question: held, which: "held", reason: "offTopic" };
  expect((await officer.post(control, reject)).status).toBe(303);
  expect(await visitor.get(page)).toContain("没有公开：和岗位没关系");
  expect(await officer.get(`${control}?which=rejected`)).toContain("不通过：和岗位没关系");

  await endLivestream(hall.officer.ctx, { id, action: "end" });
  const late = await visitor.post(`${page}/questions`, { act: "ask", text: "包吃吗" });
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("直播现在不能这样操作")]);
  expect(await visitor.get(page)).not.toContain("我要提问");
});

test.skipIf(chromiumMissing)(
  `a live page says that there is something new, and brings it${skipReason}`,
  async () => {
    const { officer, t } = hall;
    const { id } = await onAirLivestream(officer.ctx, [posting]);
    const app = await startApp(t.services);
    const browser = await openBrowser();
    const asked = async (text: string, visitor: string) => {
      const ctx = { ...officer.ctx, actor: { kind: "anonymous" } as const };
      const question = { id, text, postingId: posting, name: "孙师傅", visitor };
      return (await askQuestion(ctx, question)).id;
    };
    try {
      const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
      const page = await context.newPage();
      await page.goto(`${app.origin}/livestreams/${id}`);
      await page.getByText("我要提问").click();
      await page.getByLabel("问题").fill("计件单价是多少");
      await page.getByRole("button", { name: "提交问题" }).click();
      await page.getByText("等工会看过", { exact: true }).waitFor();
      // The page stayed, so a picture would have gone on.
      expect(page.url()).toBe(`${app.origin}/livestreams/${id}`);

      const questionId = await asked("有夫妻房吗", "another");
      await passQuestion(officer.ctx, { id, action: "pass", questionId });
      await answerQuestion(officer.ctx, { id, action: "answer", questionId, text: "有，两人一间" });
      await livestreamHub(t.services).look();
      await page.evaluate(() => Object.assign(window, { kept: true }));
      await page.getByText("有新的问答").click();
      await page.getByText("有，两人一间").waitFor();
      expect(await page.evaluate(() => "kept" in window)).toBe(true);
      expect(await page.getByText("有新的问答").isVisible()).toBe(false);

      await shoot(page, "questions-visitor-360");
      await asked("几点上班，几点下班，中午休息多久", "third");
      await context.addCookies([{ name: "session", value: officer.token, url: app.origin, httpOnly: true }]);
      for (const [name, path] of [
        ["", `/livestreams/${id}`],
        ["-union", `/union/livestreams/${id}/questions`],
        ["-passed", `/union/livestreams/${id}/questions?which=passed`],
      ] as const)
        for (const viewport of [PHONE, DESK]) {
          await page.setViewportSize(viewport);
          await page.goto(app.origin + path);
          await shoot(page, `questions${name}-${viewport.width}`);
          await page.evaluate(() => {
            for (const fold of document.querySelectorAll("details")) fold.open = true;
          });
          expect(await axeViolations(page)).toEqual([]);
          expect(await sideways(page)).toBeLessThanOrEqual(0);
        }
    } finally {
      await browser.close();
      closeHubs(t.services);
      await app.close();
    }
  },
);
