import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endMembership, lockHolders } from "../../src/identity/index.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { endRole, listStaff, type StaffPlace } from "../../src/staff/index.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { importedEnterprise } from "../factories/enterprises.ts";
import { type Client, type TestApp, testApp } from "../support/app.ts";
import { appointed } from "./appointed.ts";

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
});
afterAll(() => t.close());

describe("the last member of an enterprise", () => {
  const post = (who: Client, path: string, form: Record<string, string>) =>
    t.app.request(path, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { cookie: `session=${who.token}`, origin: "http://localhost" },
    });
  const membersOf = async (enterpriseId: string) => {
    const place: StaffPlace = { kind: "member", enterpriseId };
    return inTransaction(t.services, (tx) => lockHolders(tx, place));
  };
  const ownRole = async (who: Client, place: StaffPlace) =>
    (await listStaff(who.ctx, place)).staff.find(({ own }) => own)?.id ?? "";
  let opens = 0;
  const opened = async () => {
    const id = await importedEnterprise((await t.asOfficer(HOME)).ctx, `只有一位的厂${++opens}`);
    const place: StaffPlace = { kind: "member", enterpriseId: id };
    return { place, id, member: await t.asMember(id) };
  };

  test("is asked once more, with the consequences, and then may leave", async () => {
    const { place, id, member } = await opened();
    const role = await ownRole(member, place);
    const shown = await (await member.call("GET", `/enterprise/staff?enterprise=${id}`)).text();
    expect(shown).toContain("最后一位能登录的人");
    const form = { kind: "member", enterpriseId: id, own: "1" };
    const asked = await post(member, `/staff/${role}/end`, form);
    const question = await asked.text();
    expect([asked.status, await membersOf(id)]).toEqual([409, [expect.any(String)]]);
    for (const text of ["没有人能看投递", "重新认领企业", 'name="leaveNobody"'])
      expect(question).toContain(text);
    expect((await member.call("DELETE", `/api/v1/staff/${role}`)).status).toBe(409);
    const done = await post(member, `/staff/${role}/end`, { ...form, leaveNobody: "1" });
    expect([done.status, await membersOf(id)]).toEqual([200, []]);
  });

  test("with a colleague nobody is asked; of two who leave at once, one is", async () => {
    const { place, id, member } = await opened();
    const colleague = await appointed(t, member, place, "同事");
    const roles = [await ownRole(member, place), await ownRole(colleague, place)];
    const ends = await Promise.allSettled([
      endRole(member.ctx, { id: roles[0] ?? "" }),
      endRole(colleague.ctx, { id: roles[1] ?? "" }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "LAST_MEMBER" },
    });
    expect(await membersOf(id)).toHaveLength(1);
    const [left, role] = ends[0]?.status === "rejected" ? [member, roles[0]] : [colleague, roles[1]];
    expect((await left.call("DELETE", `/api/v1/staff/${role}?leaveNobody=true`)).status).toBe(204);
    expect(await membersOf(id)).toEqual([]);
  });

  test("twin: without the lock, two who leave at once leave nobody, unasked", async () => {
    const { place, id, member } = await opened();
    const both = [member, await appointed(t, member, place, "同事")];
    let looked = 0;
    let bothLooked: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      bothLooked = resolve;
    });
    const leave = async ({ ctx }: Client) => {
      if ((await membersOf(id)).length === 1) throw new Error("the last one");
      looked += 1;
      if (looked === 2) bothLooked();
      await gate;
      const accountId = ctx.actor.kind === "account" ? ctx.actor.accountId : "";
      await inTransaction(ctx, (tx) => endMembership(tx, ctx, { accountId, membership: place }));
    };
    await Promise.all(both.map(leave));
    expect(await membersOf(id)).toEqual([]);
  });
});
