import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import { placeRegistration, recommendRegistration, registerForFair } from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { closeForCause, getManagedPosting, objectToClosing } from "../../../src/postings/index.ts";
import { formatReference } from "../../../src/web/text/format.ts";
import { noticeText } from "../../../src/web/text/notices.ts";
import { announcedFair, venueInput } from "../../factories/fairs.ts";
import { draftPosting } from "../../factories/postings.ts";
import { fieldsOf, openSite, type Site } from "./site.ts";

const REASON = "拖欠工资，正在核查";
const LONG = `${REASON}。${"请带工资表和考勤来工会说明，".repeat(10)}`;

let site: Site;
let posting: string;
let draft: string;
let fair: string;
let sent: Awaited<ReturnType<Site["sent"]>>;
beforeAll(async () => {
  site = await openSite();
  const { ctx: member } = site.member;
  const { ctx: officer } = site.officer;
  posting = await site.publish({ title: "铆工" });
  draft = (await draftPosting(member, site.enterpriseId)).id;
  sent = await site.sent();
  fair = (await announcedFair(officer, { venues: [venueInput({ boothRows: 1, boothColumns: 2 })] })).id;
  const registration = await registerForFair(member, {
    fairId: fair,
    enterpriseId: site.enterpriseId,
    postingIds: [posting],
    venueWishes: [],
    wishNote: null,
    recruiters: 1,
    contactName: "刘经理",
    contactPhone: "0429-5550000",
  });
  await recommendRegistration(officer, { id: registration.id, decision: "recommend" });
  await placeRegistration(officer, { id: registration.id });
});
afterAll(() => site.t.close());

const suspend = (reason: string) => suspendEnterprise(site.officer.ctx, { id: site.enterpriseId, reason });
const reinstate = () => reinstateEnterprise(site.officer.ctx, { id: site.enterpriseId });
const hr = (path: string) => site.read(path, site.member);
const officer = (path: string) => site.read(path, site.officer);

describe("before a suspension", () => {
  test("the pages offer what they do not offer during one", async () => {
    const own = await hr(`/enterprise/postings/${posting}`);
    for (const text of [`/postings/${posting}/confirm"`, 'name="payText"', `href="/postings/${posting}"`])
      expect(own).toContain(text);
    expect(await hr("/enterprise/applications")).toMatch(/请在 [^<]*前答复/);
    expect(await hr(`/enterprise/fairs/${fair}`)).toContain(`/enterprise/fairs/${fair}/desk`);
    expect(await officer(`/union/fairs/${fair}/registrations`)).toMatch(/registrations\/[^"]+\/place"/);
  });
});

describe("while the enterprise is suspended", () => {
  beforeEach(async () => {
    const { employer } = await getManagedPosting(site.officer.ctx, posting);
    if (employer.status !== "suspended") await suspend(REASON);
  });

  test("a published posting's page has the banner and no button that is refused", async () => {
    const own = await hr(`/enterprise/postings/${posting}`);
    expect(own).toContain(REASON);
    for (const text of [`/postings/${posting}/confirm"`, 'name="payText"', `href="/postings/${posting}"`])
      expect(own, text).not.toContain(text);
    expect(own).toContain(`/enterprise/postings/${posting}/close`);
    const union = await officer(`/union/postings/${posting}`);
    expect(union).toContain(`/union/enterprises/${site.enterpriseId}#suspension`);
    expect(union).not.toContain(`/postings/${posting}/confirm"`);
  });

  test("a draft can be saved, not submitted; a new posting is not offered", async () => {
    const page = await hr(`/enterprise/postings/${draft}`);
    expect(page).toContain('value="save"');
    expect(page).not.toContain('value="submit"');
    const list = await hr("/enterprise/postings");
    expect(list).toContain(REASON);
    expect(list).not.toContain("/enterprise/postings/new");
    const fresh = await hr("/enterprise/postings/new");
    expect(fresh).toContain(REASON);
    expect(fresh).not.toContain('name="payText"');
  });

  test("no page names a day by which somebody answers", async () => {
    for (const path of ["/enterprise/applications", `/enterprise/applications/${sent.id}`])
      expect(await hr(path), path).not.toMatch(/请在 [^<]*前答复/);
    for (const path of ["/me", `/me/applications/${sent.id}`, `/me/applications/${sent.id}/sent`])
      expect(await site.read(path, sent.person), path).not.toMatch(/企业(应|会)在 [^<]*前答复/);
  });

  test("the fair pages have the banner: list, fair, booth desk and interviews, and the union's list", async () => {
    for (const path of ["/enterprise/fairs", `/enterprise/fairs/${fair}`, "/enterprise/follow-ups"])
      expect(await hr(path), path).toContain(REASON);
    const own = await hr(`/enterprise/fairs/${fair}`);
    expect(own).toContain("展位给您留着");
    for (const text of [`/enterprise/fairs/${fair}/desk`, "/edit"]) expect(own, text).not.toContain(text);
    for (const path of ["desk", "interviews"]) {
      const answer = await site.member.call("GET", `/enterprise/fairs/${fair}/${path}`);
      expect([answer.status, await answer.text()], path).toEqual([409, expect.stringContaining(REASON)]);
    }
    const union = await officer(`/union/fairs/${fair}/registrations`);
    expect(union).toContain("这家企业已被暂停");
    expect(await officer(`/union/fairs/${fair}/ours`)).toContain("企业暂停，先不显示");
    expect(union).not.toMatch(/registrations\/[^"]+\/place"/);
  });

  test("a note typed at the booth is shown, and not lost with the refusal", async () => {
    const note = { act: "note", visitId: fair, note: "会二保焊，周一来试工" };
    const answer = await site.submit(`/enterprise/fairs/${fair}/desk`, note, site.member);
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining(note.note)]);
  });

  test("an application from an old tab is answered as the posting's page is, for known and unknown ids", async () => {
    const seeker = await site.seeker();
    const unknown = site.t.services.ids.uuid();
    const comparable = (html: string, id: string) =>
      html
        .replaceAll(id, "ID")
        .replace(/nonce="[^"]*"/g, "")
        .replace(/name="_csrf" value="[^"]*"/g, "");
    for (const who of [seeker, undefined]) {
      const main = async (answer: Response, id: string) => [
        answer.status,
        comparable(await answer.text(), id),
      ];
      const cookie = who ? { cookie: `session=${who.token}` } : {};
      const page = await site.t.app.request(`/postings/${posting}`, { headers: cookie });
      const post = await site.submit(`/postings/${posting}/apply`, {}, who);
      const none = await site.submit(`/postings/${unknown}/apply`, {}, who);
      expect(await main(post, posting)).toEqual(await main(none, unknown));
      const shown = await page.text();
      expect([page.status, post.status]).toEqual([404, 404]);
      expect(shown).toContain("这家企业正被工会暂停");
    }
    const again = await (await site.submit(`/postings/${posting}/apply`, {}, seeker)).text();
    for (const text of ["这家企业正被工会暂停", "没有送出去"]) expect(again).toContain(text);
  });
});

describe("an objection that succeeds", () => {
  const objected = async () => {
    const { person, postingId: id } = await site.sent();
    await closeForCause(site.officer.ctx, { id, rule: "FEES", sentence: "要求交服装费" });
    await objectToClosing(site.member.ctx, { id, objection: "服装费由企业承担" });
    return { id, person };
  };
  const texts = async (ctx: Site["member"]["ctx"], kind: string) =>
    (await listNotices(ctx)).filter((notice) => notice.kind === kind).map(noticeText);

  test("while the enterprise is suspended does not say that the posting is shown", async () => {
    const { employer } = await getManagedPosting(site.officer.ctx, posting);
    if (employer.status === "suspended") await reinstate();
    const { id, person } = await objected();
    await suspend(REASON);
    const decision = { outcome: "returned", note: "核实无误" };
    const answer = await site.submit(`/union/postings/${id}/objection`, decision, site.officer);
    const done = await officer(answer.headers.get("location") ?? "");
    expect(done).toContain("要等企业恢复后才显示");
    expect(done).not.toContain("岗位已恢复");
    const page = await hr(`/enterprise/postings/${id}`);
    expect(page).toContain("企业还在暂停，所以岗位先不显示");
    expect(page).not.toContain("已恢复发布");
    const [told = ""] = await texts(site.member.ctx, "objectionReturned");
    expect(told).toContain("企业还在暂停");
    const [applicant = ""] = await texts(person.ctx, "appliedPostingReturned");
    expect(applicant).toContain("企业还在暂停");
    await reinstate();
    expect(await hr(`/enterprise/postings/${id}`)).toContain("已恢复发布");
  });

  test("otherwise says that it is shown", async () => {
    const { id, person } = await objected();
    const decision = { outcome: "returned", note: "核实无误" };
    const answer = await site.submit(`/union/postings/${id}/objection`, decision, site.officer);
    expect(await officer(answer.headers.get("location") ?? "")).toContain("岗位已恢复");
    const [applicant = ""] = await texts(person.ctx, "appliedPostingReturned");
    expect(applicant).toContain("恢复发布了");
  });
});

test("a long reason is shortened on every page but the profile", async () => {
  await suspend(LONG);
  for (const path of ["/enterprise/postings", "/enterprise/applications", "/enterprise/fairs", "/me"]) {
    const shown = await hr(path);
    expect(shown, path).toContain(REASON);
    expect(shown, path).not.toContain(LONG);
  }
  expect(await hr("/enterprise/profile")).toContain(LONG);
  await reinstate();
});

test("HR's lists speak to HR, and mark a posting that was closed for a violation", async () => {
  const inbox = await hr("/enterprise/applications");
  expect(inbox).toContain("待答复");
  for (const text of ["等企业答复", "企业邀请您", "企业记录您已到岗"]) expect(inbox).not.toContain(text);
  expect(await hr(`/enterprise/applications/${sent.id}`)).not.toContain("等企业答复");
  const id = await site.publish({ title: "违规的岗位" });
  await closeForCause(site.officer.ctx, { id, rule: "FEES", sentence: "要求交服装费" });
  expect(await hr("/enterprise/postings")).toContain("因违规被关闭");
  expect(await hr(`/enterprise/postings/${id}`)).toContain("因违规被关闭");
});

test("an officer who submits a posting is not told to wait for the officer", async () => {
  const { id } = await draftPosting(site.member.ctx, site.enterpriseId);
  const page = await officer(`/union/postings/${id}`);
  const fields = { ...fieldsOf(page, `/union/postings/${id}`), action: "submit" };
  const answer = await (await site.submit(`/union/postings/${id}`, fields, site.officer)).text();
  expect(answer).toMatch(/<h1>岗位已提交审核<\/h1><p><b>电焊工<\/b><\/p>/);
  expect(answer).toContain("排进了“待办”");
  expect(answer).not.toContain("归口工会审核");
});

test("closing a posting and confirming it say which one, its number and what comes next", async () => {
  const id = await site.publish({ title: "磨工" });
  const path = `/enterprise/postings/${id}`;
  for (const [act, title, next] of [
    ["confirm", "已确认在招", "招满了请来关闭岗位"],
    ["close", "岗位已关闭", "求职者看不到这个岗位了"],
  ] as const) {
    const fields = { ...fieldsOf(await hr(path), `${path}/${act}`), reason: "filled" };
    const answer = await (await site.submit(`${path}/${act}`, fields, site.member)).text();
    expect(answer).toContain(`<h1>${title}</h1><p><b>磨工</b></p>`);
    expect(answer).toContain(formatReference(id));
    expect(answer).toContain(next);
    expect(answer.includes("一分钟内可以撤销")).toBe(act === "close");
    if (act !== "close") continue;
    const undo = fieldsOf(answer, `${path}/reopen`);
    const undone = await (await site.submit(`${path}/reopen`, undo, site.member)).text();
    expect(undone).toContain("<h1>已撤销关闭，岗位又在招了</h1><p><b>磨工</b></p>");
    const twice = await (await site.submit(`${path}/reopen`, undo, site.member)).text();
    expect(twice).toContain("<h1>已撤销关闭，岗位又在招了</h1>");
    expect(await site.read(`/postings/${id}`)).toContain("磨工");
  }
});
