import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listNotices } from "../../src/notifications/index.ts";
import { declineInvitation, endRole, invite, listStaff, type StaffPlace } from "../../src/staff/index.ts";
import { noticePath } from "../../src/web/links/notices.ts";
import { noticeText } from "../../src/web/text/notices.ts";
import { COUNTY, HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";
import { appointed } from "./appointed.ts";

let t: TestApp;
let administrator: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  administrator = await t.asAdministrator();
});
afterAll(() => t.close());

const county = COUNTY[HOME] ?? "";
const CITY: StaffPlace = { kind: "officer", city: HOME, county: null };
const OF_COUNTY: StaffPlace = { kind: "officer", city: HOME, county };
const ADMINISTRATORS: StaffPlace = { kind: "administrator" };

describe("a notice about a role leads where its receiver can act", () => {
  const pathOf = async (who: Client, kind: string) => {
    const notice = (await listNotices(who.ctx)).find((one) => one.kind === kind);
    return notice && noticePath(notice);
  };
  const open = async (who: Client, path: string | undefined) => {
    const answer = await who.call("GET", path ?? "/none");
    return answer.status;
  };

  test("to the desk after an appointment, and to the people of the place for the inviter", async () => {
    const { enterprise } = await verifiedEnterprise(t.services, (await t.asOfficer(HOME)).ctx);
    const member = await t.asMember(enterprise.id);
    const ofEnterprise: StaffPlace = { kind: "member", enterpriseId: enterprise.id };
    const cases: [Client, StaffPlace, string, string][] = [
      [administrator, CITY, "/union", `/union/staff?place=${HOME}`],
      [administrator, OF_COUNTY, "/union", `/union/staff?place=${county}`],
      [
        administrator,
        ADMINISTRATORS,
        "/union/staff?place=administrators",
        "/union/staff?place=administrators",
      ],
      [
        member,
        ofEnterprise,
        `/enterprise/postings?enterprise=${enterprise.id}`,
        `/enterprise/staff?enterprise=${enterprise.id}`,
      ],
    ];
    for (const [by, place, desk, people] of cases) {
      const person = await appointed(t, by, place, "新来的");
      expect(await pathOf(person, "staffAppointed")).toBe(desk);
      expect(await open(person, desk)).toBe(200);
      expect(await pathOf(by, "staffAccepted")).toBe(people);
      expect(await open(by, people)).toBe(200);
      // The answered invitation does not wait any more.
      const invited = (await listNotices(person.ctx)).find(({ kind }) => kind === "staffInvited");
      expect(invited?.read).toBe(true);
      const { staff } = await listStaff(by.ctx, place);
      await endRole(by.ctx, { id: staff.find(({ label }) => label === "新来的")?.id ?? "" });
      expect(await pathOf(by, "staffEndedBy")).toBe(people);
      const ended = await pathOf(person, "staffEnded");
      expect([ended, await open(person, ended)]).toEqual(["/me", 200]);
    }
  });

  test("a refusal leads the inviter to the people of the place; an older notice without place to /me", async () => {
    const phone = freshPhone();
    const { invitation } = await invite(administrator.ctx, { phone, name: "谁", place: CITY });
    await declineInvitation((await t.signInAs(phone)).ctx, { id: invitation.id });
    expect(await pathOf(administrator, "staffDeclined")).toBe(`/union/staff?place=${HOME}`);
    const [notice] = await listNotices(administrator.ctx);
    expect(notice && noticePath({ ...notice, params: { title: "" } })).toBe("/me");
  });

  test("an invitation names the office: an administrator is nobody's officer", async () => {
    const phone = freshPhone();
    await invite(administrator.ctx, { phone, name: "谁", place: ADMINISTRATORS });
    const person = await t.signInAs(phone);
    const [notice] = await listNotices(person.ctx);
    expect(notice && noticeText(notice)).toBe("请您担任平台管理员，请点开答复");
    const page = await (await person.call("GET", "/me/invitations")).text();
    expect(page).toContain("请您担任平台管理员<");
  });

  test("the union's address leads an administrator without an office to the staff page", async () => {
    const answer = await administrator.call("GET", "/union");
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "/union/staff?place=administrators",
    ]);
  });
});
