import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { noticeText } from "../../../src/web/text/notices.ts";
import { COUNTY, HOME } from "../../factories/cities.ts";
import { creditCode, importedEnterprise } from "../../factories/enterprises.ts";
import { freshPhone } from "../../support/app.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.t.close());

const LONG = "名称和执照不一致，请按执照上的写法改，".repeat(8);

async function registered(n: number) {
  const hr = await site.t.signInAs(freshPhone());
  const name = `阜新待核厂${n}`;
  const form = { name, uscc: creditCode(8300 + n), county: COUNTY[HOME] ?? "" };
  expect((await site.submit("/enterprise/register", form, hr)).status).toBe(200);
  const back = await site.t.resume(hr.token, hr.phone);
  const [own] = back.ctx.actor.kind === "account" ? back.ctx.actor.enterprises : [];
  return { hr: back, name, id: own?.id ?? "" };
}
const number = (id: string) => id.slice(-8).toUpperCase();

describe("/me and the first page of the enterprise desk", () => {
  test("show a registration that waits: its number, who decides and by when", async () => {
    const { hr, name, id } = await registered(1);
    for (const path of ["/me", "/enterprise/postings"]) {
      const shown = await site.read(path, hr);
      expect(shown, path).toMatch(new RegExp(`您登记的${name}已交给[^<]*核验，最晚 [^<]*前答复`));
      expect(shown, path).toContain(number(id));
    }
  });

  test("show a refusal with the start of a long reason; the profile has all of it", async () => {
    const { hr, name, id } = await registered(2);
    await site.submit(`/union/enterprises/${id}/refuse`, { reason: LONG }, site.officer);
    for (const path of ["/me", "/enterprise/postings"]) {
      const shown = await site.read(path, hr);
      expect(shown, path).toContain(`没有通过${name}的登记`);
      expect(shown, path).toContain(`${LONG.slice(0, 59)}…`);
      expect(shown, path).not.toContain(LONG);
      expect(shown, path).toContain(`/enterprise/profile?enterprise=${id}`);
    }
    await site.settle();
    expect(await site.read("/me", hr)).not.toContain(LONG);
    expect(await site.read("/enterprise/profile", hr)).toContain(LONG);
  });

  test("show a claim that waits, also to somebody who works for another enterprise", async () => {
    const id = await importedEnterprise(site.officer.ctx, "海州矿山机修厂");
    const newcomer = await site.seeker(false);
    const claim = { uscc: creditCode(8350), statement: "我是人事" };
    for (const who of [newcomer, site.member]) {
      expect((await site.submit(`/enterprise/claim/${id}`, claim, who)).status).toBe(303);
      const shown = await site.read("/me", who);
      expect(shown).toMatch(/您认领的海州矿山机修厂已交给[^<]*核验，最晚 [^<]*前答复/);
      expect(shown).toMatch(/<dt>编号<\/dt><dd>[0-9A-F]{8}<\/dd>/);
    }
    expect(await site.read("/enterprise/postings", site.member)).toContain("您认领的海州矿山机修厂");
  });
});

test("the end of a suspension of a never verified enterprise does not say that anything is shown", async () => {
  const { hr, id } = await registered(3);
  await suspendEnterprise(site.officer.ctx, { id, reason: "核查" });
  const page = await site.read(`/union/enterprises/${id}`, site.officer);
  expect(page).toContain("还没有核验过");
  expect(page).not.toContain("岗位重新显示");
  await reinstateEnterprise(site.officer.ctx, { id });
  const back = (await listNotices(hr.ctx)).find(({ kind }) => kind === "enterpriseReinstated");
  expect(back && noticeText(back)).toMatch(/^企业已恢复，还要等归口工会核验/);
  await suspendEnterprise(site.officer.ctx, { id: site.enterpriseId, reason: "核查" });
  await reinstateEnterprise(site.officer.ctx, { id: site.enterpriseId });
  const shown = (await listNotices(site.member.ctx)).find(({ kind }) => kind === "enterpriseReinstated");
  expect(shown && noticeText(shown)).toContain("又显示了");
});
