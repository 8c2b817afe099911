import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvePosting, returnPosting } from "../../src/postings/index.ts";
import { COUNTY, HOME } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedFair, registered } from "../factories/fairs.ts";
import { daysAhead, draftPosting, submittedPosting } from "../factories/postings.ts";
import { importSheet, line, sheetOf } from "../imports/support.ts";
import type { Client } from "../support/app.ts";
import { fieldsOf, openSite, type Site } from "./standing/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.t.close());

const submitted = (title: string, more = {}) =>
  submittedPosting(site.member.ctx, site.enterpriseId, { title, ...more });
const read = (path: string) => site.read(path, site.officer);
const titlesIn = (html: string) =>
  [...html.matchAll(/<h2 tabindex="-1">([^<]*)<\/h2>/g)].map(([, text]) => text);
const linkIn = (html: string, rel: string) =>
  new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";

/** Sends a form as it stands on the page, and opens the page to which the answer leads. */
async function press(page: string, action: string, more: Record<string, string> = {}, who = site.officer) {
  const shown = Object.entries(fieldsOf(await site.read(page, who), action));
  const fields = {
    ...Object.fromEntries(shown.map(([name, text]) => [name, text.replaceAll("&amp;", "&")])),
    ...more,
  };
  const answer = await site.submit(action, fields, who);
  const location = answer.headers.get("location") ?? "";
  return { status: answer.status, location, html: await site.read(location.split("#")[0] ?? "", who) };
}
const noticeOf = (html: string) => /<div class="notice[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? "";

/** Ends everything that waits from an earlier test. */
const clear = async () => {
  const html = await read("/union?kind=posting");
  for (const [, id = ""] of html.matchAll(/id="item-([0-9a-f-]{36})"/g))
    await returnPosting(site.officer.ctx, { id, reasons: ["DUPLICATE"] });
};

describe("the officer's list", () => {
  test("counts and pages by filters that stay in the address", async () => {
    for (let n = 0; n < 23; n += 1) await submitted(`车工${String(n).padStart(2, "0")}`);
    await submitted("搬运工", { duties: "男士优先" });
    const first = await read("/union?kind=posting&marked=no&q=%E8%BD%A6%E5%B7%A5");
    expect(first).toContain("符合的有 23 项");
    expect(titlesIn(first)).toHaveLength(20);
    const next = linkIn(first, "next");
    expect(new URL(next, "http://x").searchParams.get("q")).toBe("车工");
    const second = await read(next);
    expect(titlesIn(second)).toEqual(["车工20", "车工21", "车工22"]);
    expect(titlesIn(await read(linkIn(second, "prev")))).toEqual(titlesIn(first));
    expect(second).toContain("第一页");
    const marked = await read("/union?marked=yes");
    expect(titlesIn(marked)).toEqual(["搬运工"]);
    expect(marked).toContain("有提醒");
    const file = (await read("/union/work.csv?marked=yes")).trim().split("\r\n");
    expect(file).toHaveLength(2);
    expect(file[1]).toContain("搬运工");
  });

  test("a page beyond its end, an unknown filter, an emoji: the list or a way to it, and nothing fails", async () => {
    const last = linkIn(await read("/union?kind=posting"), "next");
    const beyond = await read(`${last}&q=%E8%BD%A6%E5%B7%A500`);
    expect(titlesIn(beyond)).toEqual(["车工00"]);
    const all = titlesIn(await read("/union"));
    for (const query of [
      "kind=letters",
      "county=x",
      "marked=perhaps",
      "owner=me",
      "enterprise=1",
      "before=zzz",
    ])
      expect(titlesIn(await read(`/union?${query}`)), query).toEqual(all);
    for (const query of [
      "q=%F0%9F%98%80",
      "county=999999",
      `enterprise=${site.officer.ctx.ids.uuid()}`,
      "kind=mark",
    ]) {
      const html = await read(`/union?${query}`);
      expect(html, query).toContain("没有符合的");
      expect(html, query).toContain('href="/union"');
    }
    for (const q of ["%00", "%1b", "a".repeat(5000), "%27%3B--", "%25"])
      expect(await read(`/union?q=${q}`), q.slice(0, 9)).toContain("待办");
    for (const query of ["cursor=zzz", "place=zzz"]) {
      const headers = { cookie: `session=${site.officer.token}` };
      const answer = await site.t.app.request(`/union?${query}`, { headers });
      expect([query, answer.status]).toEqual([query, 302]);
    }
    await clear();
    await clear();
  });

  test("a decision keeps filters and page; reload and back do nothing twice", async () => {
    const [a, b] = [await submitted("保留甲"), await submitted("保留乙")];
    await submitted("别的岗位");
    const page = `/union?kind=posting&q=${encodeURIComponent("保留")}`;
    const done = await press(page, `/union/reviews/${a.id}/approve`);
    expect(done.location).toContain("kind=posting");
    expect(titlesIn(done.html)).toEqual(["保留乙"]);
    expect(noticeOf(done.html)).toContain("已通过：保留甲");
    expect(noticeOf(await read(done.location.split("#")[0] ?? ""))).toContain("已通过：保留甲");
    const again = await press(page, `/union/reviews/${b.id}/approve`);
    const fields = { desk: "kind=posting", ifRev: String(b.rev) };
    const twice = await site.submit(`/union/reviews/${b.id}/approve`, fields, site.officer);
    expect(twice.headers.get("location")).toContain("done=taken");
    expect(noticeOf(again.html)).toContain("已通过：保留乙");
  });

  test("an item that somebody else decided meanwhile, and one that a colleague took", async () => {
    const [one, other] = [await submitted("同一个岗位"), await submitted("另一个岗位")];
    const colleague = await site.t.asOfficer(HOME);
    const open = await read("/union");
    await approvePosting(colleague.ctx, { id: one.id });
    const late = await site.submit(
      `/union/reviews/${one.id}/return`,
      { ...fieldsOf(open, `/union/reviews/${one.id}/return`), reasons: "PAY_UNCLEAR", note: "写清工资" },
      site.officer,
    );
    const shown = await read((late.headers.get("location") ?? "").split("#")[0] ?? "");
    expect(noticeOf(shown)).toContain("已经有人处理过了");
    expect(noticeOf(shown)).toContain("写清工资");
    const give = (who: Client, to: Client, from = "") =>
      site.submit(
        "/union/work/owner",
        {
          desk: "",
          kind: "posting",
          id: other.id,
          to: to.ctx.actor.kind === "account" ? to.ctx.actor.accountId : "",
          from,
        },
        who,
      );
    const told = async (answer: Response) =>
      noticeOf(await read((answer.headers.get("location") ?? "").split("#")[0] ?? ""));
    expect(await told(await give(colleague, colleague))).toContain("现在由您经办：另一个岗位");
    expect(await told(await give(site.officer, site.officer))).toContain("已经有同事接手了");
    expect(titlesIn(await site.read("/union?owner=mine", colleague))).toEqual(["另一个岗位"]);
    expect(await read("/union")).toContain("经办：");
    await clear();
  });

  test("several at once: the marked ones are left out, what was overtaken is named, and all can be undone", async () => {
    const [a, b, c] = [await submitted("成批甲"), await submitted("成批乙"), await submitted("成批丙")];
    const flagged = await submitted("成批有提醒", { duties: "男士优先" });
    const open = await read("/union");
    const clearOnes = /name="clear" value="([^"]+)"/.exec(open)?.[1]?.split(",") ?? [];
    expect(clearOnes.map((value) => value.split(".")[0]).sort()).toEqual([a.id, b.id, c.id].sort());
    await returnPosting(site.officer.ctx, { id: c.id, reasons: ["DUPLICATE"] });
    const send = (form: [string, string][]) =>
      site.t.app.request("/union/reviews/several", {
        method: "POST",
        body: new URLSearchParams(form),
        headers: { cookie: `session=${site.officer.token}`, origin: "http://localhost" },
      });
    const answer = await send([
      ["which", "clear"],
      ["clear", clearOnes.join(",")],
    ]);
    const page = (answer.headers.get("location") ?? "").split("#")[0] ?? "";
    const done = await read(page);
    expect(noticeOf(done)).toContain("已通过 2 个岗位：成批甲、成批乙");
    expect(noticeOf(done)).toMatch(new RegExp(`/union/postings/${c.id}`));
    expect(titlesIn(done)).toEqual(["成批有提醒"]);
    const undo = [...done.matchAll(/name="posting" value="([^"]+)"/g)].map(([, value]) => value ?? "");
    const back = await site.t.app.request("/union/reviews/several/undo", {
      method: "POST",
      body: new URLSearchParams(undo.map((value) => ["posting", value])),
      headers: { cookie: `session=${site.officer.token}`, origin: "http://localhost" },
    });
    const undone = await read((back.headers.get("location") ?? "").split("#")[0] ?? "");
    expect(noticeOf(undone)).toContain("已撤销 2 个");
    expect(titlesIn(undone)).toEqual(["成批甲", "成批乙", "成批有提醒"]);
    const nobody = await send([["which", "ticked"]]);
    expect(await read((nobody.headers.get("location") ?? "").split("#")[0] ?? "")).toContain("没有选中岗位");
    expect(flagged.flags.length).toBeGreaterThan(0);
    await clear();
  });

  test("a recommendation is given in the list, and its place is kept", async () => {
    const fair = await announcedFair(site.officer.ctx);
    const { registration, enterprise } = await registered(site.t.services, site.officer.ctx, fair.id);
    const action = `/union/fairs/registrations/${registration.id}/recommend`;
    const done = await press("/union?kind=recommendation", action);
    expect(done.location).toMatch(/^\/union\?kind=recommendation/);
    expect(noticeOf(done.html)).toContain(`已推荐给主办方：${enterprise.name}`);
    expect(titlesIn(await read("/union?kind=booth"))).toEqual([`分展位：${enterprise.name}`]);
  });
});

describe("a posting's page for officers", () => {
  test("a form: names the employer, shows what was read, and decides there", async () => {
    const { id } = await submitted("页上审的岗位", { payText: "月薪5千到8千" });
    const page = await read(`/union/postings/${id}`);
    expect(page).toContain(`href="/union/enterprises/${site.enterpriseId}"`);
    expect(page).toContain("月薪5千到8千");
    expect(page).toContain("5,000–8,000 元/月");
    const done = await press(`/union/postings/${id}`, `/union/reviews/${id}/approve`);
    expect(done.location).toContain(`/union/postings/${id}?`);
    expect(noticeOf(done.html)).toContain("已通过：页上审的岗位");
    const undone = await press(done.location.split("#")[0] ?? "", `/union/reviews/${id}/undo`);
    expect(noticeOf(undone.html)).toContain("已撤销");
    const returned = await press(`/union/postings/${id}`, `/union/reviews/${id}/return`, {
      reasons: "PAY_UNCLEAR",
    });
    expect(noticeOf(returned.html)).toContain("已退回：页上审的岗位");
    expect(returned.html).toContain("等企业改好再交");
  });

  test("an import: the original row with its columns, and a repost when it is complete", async () => {
    const importId = await importSheet(site.officer.ctx, {
      bytes: sheetOf(line(71)),
      filename: "七月岗位.csv",
    });
    const { items } = (await (
      await site.officer.call("GET", `/api/v1/imports/${importId}/rows?kind=data&limit=10`)
    ).json()) as { items: { postingId: string }[] };
    const id = items[0]?.postingId ?? "";
    const page = await read(`/union/postings/${id}`);
    for (const text of ["七月岗位.csv", "薪资待遇", "6000-9000元/月", "缺有效期", "作为转载发布"])
      expect(page, text).toContain(text);
    const refused = await press(`/union/postings/${id}`, `/union/postings/${id}/repost`);
    expect(noticeOf(refused.html)).toContain("没有发布");
    expect(noticeOf(refused.html)).not.toContain("SOURCE_UNKNOWN");
    const more = { sourceName: "市人才网", validThrough: await daysAhead(site.officer.ctx, 20) };
    const reposted = await press(`/union/postings/${id}`, `/union/postings/${id}/repost`, more);
    expect(noticeOf(reposted.html)).toContain("已转载发布：");
    expect(reposted.html).toContain("已发布");
    const past = { ...more, validThrough: "2020-01-01" };
    const late = await site.submit(`/union/postings/${id}/repost`, past, site.officer);
    expect(late.status).toBe(422);
  });

  test("of another city: who decides, and only reading; a draft of it is not found", async () => {
    const { id } = await submitted("邻市看的岗位");
    await approvePosting(site.officer.ctx, { id });
    const neighbour = await site.t.asOfficer("210900");
    const page = await site.read(`/union/postings/${id}`, neighbour);
    expect(page).toContain("审核和管理");
    expect(page).not.toContain("/union/reviews/");
    const draft = await draftPosting(site.member.ctx, site.enterpriseId, { title: "草稿" });
    const headers = { cookie: `session=${neighbour.token}` };
    expect((await site.t.app.request(`/union/postings/${draft.id}`, { headers })).status).toBe(404);
  });
});

test("an officer of another county cannot get an item", async () => {
  const { enterprise, member } = await verifiedEnterprise(site.t.services, site.officer.ctx, {
    county: COUNTY[HOME] ?? "",
  });
  const { id } = await submittedPosting(member, enterprise.id, { title: "兴城的岗位" });
  const other = await site.t.asOfficer(HOME, "211402");
  const to = other.ctx.actor.kind === "account" ? other.ctx.actor.accountId : "";
  const fields = { desk: "", kind: "posting", id, to, from: "" };
  const answer = await site.submit("/union/work/owner", fields, site.officer);
  expect(answer.headers.get("location")).toContain("done=cannot");
});
