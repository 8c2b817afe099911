import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvePosting } from "../../../src/postings/index.ts";
import { importedEnterprise } from "../../factories/enterprises.ts";
import { cancelConfirmed, openDoors } from "../../factories/fairs.ts";
import { submittedPosting } from "../../factories/postings.ts";
import { bodyOf, type Client, freshPhone } from "../../support/app.ts";
import { fieldsOf, openSite, type Site } from "../standing/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.t.close());

const ORIGIN = "http://localhost";
type How = { who?: Client; from?: string | null; accept?: string };

/** Sends a form as a browser does. `from` is the page on which the form stands; null if nobody says. */
async function send(action: string, fields: [string, string][], { who, from = null, accept }: How = {}) {
  const answer = await site.t.app.request(ORIGIN + action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      accept: accept ?? "text/html",
      origin: ORIGIN,
      ...(who ? { cookie: `session=${who.token}` } : {}),
      ...(from ? { referer: ORIGIN + from } : {}),
    },
  });
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
}

const formOf = (html: string, action: string) =>
  new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? "";
const waiting = () => submittedPosting(site.member.ctx, site.enterpriseId);

describe("a refused form", () => {
  test("a return without a reason: the same card, the reason beside the field, the fold open, input kept", async () => {
    await waiting();
    const { id } = await waiting();
    const action = `/union/reviews/${id}/return`;
    const typed: [string, string][] = [["note", "请写清<底薪>"]];
    const { status, html } = await send(action, typed, { who: site.officer, from: "/union" });
    expect(status).toBe(422);
    const form = formOf(html, action);
    expect(form).toContain("请选择退回原因，至少一项");
    expect(form).toContain("请写清&lt;底薪&gt;</textarea>");
    expect(html).toMatch(/<details open="" class="sheet"|<details class="sheet" open=""/);
    expect(html.match(/role="alert"/g)).toHaveLength(1);
    expect(html).toContain('class="mark" href="/union"');
    const other = await send(action, [["reasons", "OTHER"]], { who: site.officer, from: "/union" });
    expect(formOf(other.html, action)).toContain("请填写补充说明");
    expect(formOf(other.html, action)).toMatch(
      /<input[^>]*checked=""[^>]*value="OTHER"|value="OTHER"[^>]*checked=""/,
    );
  });

  test("is found without the address of its page, and nowhere else than on a page with the form", async () => {
    const { id } = await waiting();
    const { html } = await send(`/union/reviews/${id}/return`, [["note", "写"]], { who: site.officer });
    expect(formOf(html, `/union/reviews/${id}/return`)).toContain("请选择退回原因");
  });

  test("leads back to its page when it is refused twice", async () => {
    const { id } = await waiting();
    const action = `/union/reviews/${id}/return`;
    const from = "/union?done=approve";
    const first = await send(action, [["note", "写"]], { who: site.officer, from });
    const carried = fieldsOf(first.html, action);
    expect(carried._from).toBe("/union?done=approve");
    const second = await send(action, Object.entries({ ...carried, note: "再写" }), {
      who: site.officer,
      from: action,
    });
    expect([second.status, fieldsOf(second.html, action)]).toEqual([
      422,
      expect.objectContaining({ _from: "/union?done=approve", note: "再写" }),
    ]);
  });

  test("an approval whose override was not ticked says so at the box", async () => {
    const named = await importedEnterprise(site.officer.ctx, "海风五金厂");
    const hr = await site.t.signInAs(freshPhone());
    const body = { statement: "我是人事", uscc: "91350203M0001QAY9B" };
    await bodyOf(await hr.call("POST", `/api/v1/enterprises/${named}/claims`, { body }), 201);
    const page = await site.read("/union", site.officer);
    const action = /action="(\/union\/claims\/[^"]+\/approve)"/.exec(page)?.[1] ?? "";
    const { status, html } = await send(action, [], { who: site.officer, from: "/union" });
    expect(status).toBe(422);
    expect(formOf(html, action)).toContain("统一社会信用代码校验不符");
    expect(formOf(html, action)).toMatch(/<a href="#overrideUscc">/);
  });

  test("decided by somebody else meanwhile: the page as it is now, with the reason and what was written", async () => {
    const fair = await openDoors(site.t.services, site.officer.ctx);
    const reason = "场地不能用";
    await cancelConfirmed(site.officer.ctx, { id: fair.id, action: "cancel", reason });
    const from = `/union/fairs/${fair.id}`;
    const action = `${from}/cancel`;
    const { status, html } = await send(action, [["reason", "下大雪"]], { who: site.officer, from });
    expect(status).toBe(409);
    const alert = /<div class="errors"[\s\S]*?<\/div><\/div>/.exec(html)?.[0] ?? "";
    expect(alert).toContain("招聘会现在不能这样操作");
    expect(alert).toContain("下大雪");
    expect(html).toContain(fair.title);
  });

  test("sent twice: the second tap gets the page, not an error without a way back", async () => {
    const { id, rev } = await waiting();
    await approvePosting(site.officer.ctx, { id });
    const { status, headers } = await send(
      `/union/reviews/${id}/return`,
      [
        ["reasons", "PAY_UNCLEAR"],
        ["ifRev", String(rev)],
      ],
      { who: site.officer, from: "/union" },
    );
    expect([status, headers.get("location")]).toEqual([303, expect.stringContaining("done=taken")]);
  });
});

describe("no page is opened for a refusal", () => {
  const typed: [string, string][] = [["note", "写"]];

  test("for a program, which gets the plain page", async () => {
    const { id } = await waiting();
    const how = { who: site.officer, from: "/union", accept: "*/*" };
    const { status, html } = await send(`/union/reviews/${id}/return`, typed, how);
    expect([status, html.includes("有几处填得不对"), html.includes("已填的内容")]).toEqual([
      422,
      true,
      false,
    ]);
    expect(html).toContain('class="mark" href="/union"');
    expect(html).toContain('<a class="button" href="/union">');
  });

  test("for a person without the right, whatever page the form names", async () => {
    const { id } = await waiting();
    const stranger = await site.t.signInAs(freshPhone());
    const { status, html } = await send(`/union/reviews/${id}/return`, typed, {
      who: stranger,
      from: "/union",
    });
    expect([403, 404]).toContain(status);
    expect(html).not.toContain("请选择退回原因");
  });

  test("on another site", async () => {
    const { id } = await waiting();
    const carried: [string, string][] = [...typed, ["_from", "https://evil.example/union"]];
    const { status, html } = await send(`/union/reviews/${id}/return`, carried, { who: site.officer });
    expect([status, html.includes("evil.example")]).toEqual([422, false]);
  });
});

describe("an address that a person cut or mistyped", () => {
  const get = (path: string, who?: Client) =>
    site.t.app.request(path, { headers: who ? { cookie: `session=${who.token}` } : {} });

  test.each([
    ["/postings?q=x&payMin=abc&city=210900", "/postings?q=x&city=210900"],
    ["/postings?q=x&cursor=zzz", "/postings?q=x"],
    ["/postings?sort=best", "/postings"],
    ["/postings?sort=nearest&near=999999", "/postings?sort=nearest"],
    ["/fairs?cursor=zzz", "/fairs"],
  ])("%s leads to %s", async (cut, left) => {
    const answer = await get(cut);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, left]);
    expect((await get(left)).status).toBe(200);
  });

  test("a desk's list falls back to its first page; the API still says what is wrong", async () => {
    const answer = await get("/union?cursor=zzz", site.officer);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/union"]);
    expect((await get("/api/v1/postings?cursor=zzz")).status).toBe(422);
  });
});
