import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { getEnterprise, reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import { registerForFair, updateFair } from "../../../src/fairs/index.ts";
import { confirmPosting, getManagedPosting } from "../../../src/postings/index.ts";
import { announcedFair } from "../../factories/fairs.ts";
import { draftPosting, submittedPosting } from "../../factories/postings.ts";
import type { Client } from "../../support/app.ts";
import { fieldsOf, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.t.close());

const suspend = () => suspendEnterprise(site.officer.ctx, { id: site.enterpriseId, reason: "核查" });
afterEach(async () => {
  const { management } = await getEnterprise(site.officer.ctx, site.enterpriseId);
  if (management?.status === "suspended")
    await reinstateEnterprise(site.officer.ctx, { id: site.enterpriseId });
});

const TYPED = "看图下料、组对、二保焊打底盖面，一个人能顶一道工序";

/**
 * Opens a form, runs `meanwhile`, and sends the form with `typed`. Returns the answer's status and its form.
 */
async function send(
  who: Client,
  [path, action]: [string, string],
  typed: Record<string, string>,
  meanwhile: () => Promise<unknown>,
) {
  const before = fieldsOf(await site.read(path, who), action);
  expect(Object.keys(before), path).not.toEqual([]);
  await meanwhile();
  const answer = await site.submit(action, { ...before, ...typed }, who);
  const html = await answer.text();
  return { status: answer.status, html, before, form: fieldsOf(html, action) };
}

describe("a form in an old tab comes back with what was typed", () => {
  test("after somebody else changed the posting; sent again, it is stored", async () => {
    const { id } = await draftPosting(site.member.ctx, site.enterpriseId);
    const path = `/enterprise/postings/${id}`;
    const typed = { duties: TYPED, action: "save" };
    const sent = await send(site.member, [path, path], typed, async () => {
      const officers = fieldsOf(
        await site.read(`/union/postings/${id}`, site.officer),
        `/union/postings/${id}`,
      );
      await site.submit(
        `/union/postings/${id}`,
        { ...officers, title: "改过的", action: "save" },
        site.officer,
      );
    });
    expect(sent.status).toBe(409);
    expect(sent.html).toContain("别人改过这里");
    expect(sent.form).toMatchObject({ duties: TYPED });
    expect(Number(sent.form.ifRev)).toBe(Number(sent.before.ifRev) + 1);
    expect((await site.submit(path, { ...sent.form, action: "save" }, site.member)).status).toBe(200);
    expect((await getManagedPosting(site.member.ctx, id)).duties).toBe(TYPED);
  });

  test("after the enterprise was suspended: a published posting, a draft to submit, a new posting", async () => {
    const published = `/enterprise/postings/${await site.publish()}`;
    const draft = `/enterprise/postings/${(await draftPosting(site.member.ctx, site.enterpriseId)).id}`;
    const fresh = "/enterprise/postings/new";
    for (const path of [published, draft, fresh]) {
      const sent = await send(
        site.member,
        [path, path],
        { title: "铆工", duties: TYPED, action: "submit" },
        suspend,
      );
      expect([path, sent.status]).toEqual([path, 409]);
      expect(sent.html).toContain("企业已被暂停");
      expect(sent.form).toMatchObject({ duties: TYPED, title: "铆工" });
      await reinstateEnterprise(site.officer.ctx, { id: site.enterpriseId });
    }
  });

  test("a reason that an officer wrote for a decision that somebody else took", async () => {
    const { id } = await submittedPosting(site.member.ctx, site.enterpriseId);
    await suspend();
    const typed = { reasons: "PAY_UNCLEAR", note: "请写清底薪和计件单价" };
    const answer = await site.submit(`/union/reviews/${id}/return`, { ...typed, ifRev: "1" }, site.officer);
    const shown = await site.read(answer.headers.get("location") ?? "", site.officer);
    expect(shown).toContain(`您刚才写的：${typed.note}`);
  });

  test("after both: the posting was confirmed by a colleague meanwhile", async () => {
    const id = await site.publish();
    const path = `/enterprise/postings/${id}`;
    const sent = await send(site.member, [path, path], { duties: TYPED, action: "submit" }, async () => {
      await confirmPosting(site.member.ctx, { id });
      await suspend();
    });
    expect([sent.status, sent.form.duties]).toEqual([409, TYPED]);
    expect(sent.html).toContain("等核验或恢复以后再交");
    expect(sent.html).not.toContain("别人改过这里");
  });

  test("the profile; sent again, it is stored", async () => {
    const action = `/enterprise/profile?enterprise=${site.enterpriseId}`;
    const sent = await send(site.member, [action, action], { intro: TYPED }, suspend);
    expect([sent.status, sent.form.intro]).toEqual([409, TYPED]);
    expect((await site.submit(action, sent.form, site.member)).status).toBe(200);
    expect((await getEnterprise(site.member.ctx, site.enterpriseId)).intro).toBe(TYPED);
  });

  test("an answer to an applicant", async () => {
    const { id } = await site.sent();
    const path = `/enterprise/applications/${id}`;
    const typed = { kind: "invite", when: "周三上午九点", where: TYPED };
    const sent = await send(site.member, [path, `${path}/answer`], typed, suspend);
    expect([sent.status, sent.form]).toEqual([
      409,
      expect.objectContaining({ when: "周三上午九点", where: TYPED }),
    ]);
  });

  test("an edit of a registration for a fair, and a first one", async () => {
    const postingId = await site.publish();
    const fair = await announcedFair(site.officer.ctx);
    const path = `/enterprise/fairs/${fair.id}`;
    const typed = { wishNote: TYPED, postingIds: postingId, contactName: "刘经理" };
    const first = await send(site.member, [path, path], typed, suspend);
    expect([first.status, first.form.wishNote]).toEqual([409, TYPED]);
    const blank = await site.submit(path, { ...first.form, ...typed, contactName: "" }, site.member);
    expect([blank.status, fieldsOf(await blank.text(), path).wishNote]).toEqual([422, TYPED]);
    await reinstateEnterprise(site.officer.ctx, { id: site.enterpriseId });
    const { id } = await registerForFair(site.member.ctx, {
      fairId: fair.id,
      enterpriseId: site.enterpriseId,
      postingIds: [postingId],
      venueWishes: [],
      wishNote: null,
      recruiters: 1,
      contactName: "刘经理",
      contactPhone: "0429-5550000",
    });
    const action = `/enterprise/registrations/${id}/edit`;
    const edit = await send(site.member, [path, action], typed, suspend);
    expect([edit.status, edit.form.wishNote]).toEqual([409, TYPED]);
  });

  test("a fair that a colleague changed meanwhile", async () => {
    const fair = await announcedFair(site.officer.ctx);
    const path = `/union/fairs/${fair.id}/edit`;
    const sent = await send(site.officer, [path, path], { title: "改了名字的招聘会" }, () =>
      updateFair(site.officer.ctx, { id: fair.id, patch: { title: "同事改的名字" } }),
    );
    expect([sent.status, sent.form.title]).toEqual([409, "改了名字的招聘会"]);
  });
});
