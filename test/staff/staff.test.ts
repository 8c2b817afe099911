import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endMembership, lockAccount, lockHolders, resolveActor } from "../../src/identity/index.ts";
import { listNotices } from "../../src/notifications/index.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import {
  acceptInvitation,
  declineInvitation,
  endRole,
  invite,
  listMyInvitations,
  listStaff,
  type StaffPlace,
  withdrawInvitation,
} from "../../src/staff/index.ts";
import { COUNTY, HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
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
const refused = (code: string) => expect.objectContaining({ code });
const kindsTo = async ({ ctx }: Client) => (await listNotices(ctx)).map(({ kind }) => kind).sort();

describe("the last visit of a colleague", () => {
  const seenAt = async (who: Client) => {
    const { staff } = await listStaff(administrator.ctx, CITY);
    const row = await t.services.db
      .selectFrom("membership")
      .select("id")
      .where("accountId", "=", who.ctx.actor.kind === "account" ? who.ctx.actor.accountId : "")
      .executeTakeFirstOrThrow();
    return staff.find(({ id }) => id === row.id)?.seenAt ?? null;
  };

  test("is noted with a request, at most once an hour, and never for a person without a role", async () => {
    const officer = await appointed(t, administrator, CITY);
    await officer.call("GET", "/union");
    const first = await seenAt(officer);
    await t.database.travel("59 minutes");
    await officer.call("GET", "/union");
    expect(await seenAt(officer)).toBe(first);
    await t.database.travel("2 minutes");
    await officer.call("GET", "/union");
    expect(Date.parse((await seenAt(officer)) ?? "") - Date.parse(first ?? "")).toBeGreaterThan(3_600_000);
    const seeker = await t.signInAs(freshPhone());
    await seeker.call("GET", "/me");
    const { seenAt: none } = await t.services.db
      .selectFrom("account")
      .select("seenAt")
      .where("id", "=", seeker.ctx.actor.kind === "account" ? seeker.ctx.actor.accountId : "")
      .executeTakeFirstOrThrow();
    expect(none).toBeNull();
  });

  test("does not hold up a request while another transaction locks the account", async () => {
    const officer = await appointed(t, administrator, CITY);
    await t.database.travel("2 hours");
    await inTransaction(officer.ctx, async (tx) => {
      await lockAccount(tx, officer.ctx.actor.kind === "account" ? officer.ctx.actor.accountId : "");
      expect((await officer.call("GET", "/union")).status).toBe(200);
    });
  });
});

describe("appointing", () => {
  test("a person who never signed in is invited, accepts, works, and is told, as the inviter is", async () => {
    const phone = freshPhone();
    const { invitation } = await invite(administrator.ctx, { phone, name: "王芳", place: CITY });
    expect(invitation).toMatchObject({ name: "王芳", placeName: expect.stringMatching(/./) });
    const person = await t.signInAs(phone);
    expect(await kindsTo(person)).toEqual(["staffInvited"]);
    expect((await person.call("GET", "/union")).status).toBe(403);
    expect(await listMyInvitations(person.ctx)).toHaveLength(1);
    const session = await acceptInvitation(person.ctx, { id: invitation.id });
    expect(session.account).toMatchObject({ name: "王芳", offices: [{ city: HOME, county: null }] });
    // The former session ended: rights need a new token.
    expect(await resolveActor(t.services, person.token)).toBeNull();
    const officer = await t.resume(session.token, phone);
    expect((await officer.call("GET", "/union")).status).toBe(200);
    expect(await kindsTo(officer)).toEqual(["staffAppointed", "staffInvited"]);
    expect(await kindsTo(administrator)).toContain("staffAccepted");
    const { staff, invitations } = await listStaff(administrator.ctx, CITY);
    expect(staff.find(({ label }) => label === "王芳")).toMatchObject({ mayEnd: true, own: false });
    expect(invitations).toEqual([]);
    const audits = await t.services.db
      .selectFrom("audit")
      .select("action")
      .where("action", "in", ["staff.invite", "staff.accepted", "membership.grant"])
      .where("subjectId", "=", officer.ctx.actor.kind === "account" ? officer.ctx.actor.accountId : "")
      .execute();
    expect(audits.map(({ action }) => action).sort()).toEqual([
      "membership.grant",
      "staff.accepted",
      "staff.invite",
    ]);
  });

  test("an ended role is lost at the next request, and both are told", async () => {
    const officer = await appointed(t, administrator, CITY, "李强");
    const { staff } = await listStaff(administrator.ctx, CITY);
    const { id = "" } = staff.find(({ label }) => label === "李强") ?? {};
    await endRole(administrator.ctx, { id });
    expect((await officer.call("GET", "/union")).status).toBe(403);
    expect(await kindsTo(officer)).toContain("staffEnded");
    expect(await kindsTo(administrator)).toContain("staffEndedBy");
    await expect(endRole(administrator.ctx, { id })).rejects.toEqual(refused("NOT_FOUND"));
  });

  test("city officers appoint those of their counties, and see no other county's", async () => {
    const officer = await appointed(t, administrator, CITY);
    const below = await appointed(t, officer, OF_COUNTY, "县里的");
    expect((await listStaff(below.ctx, OF_COUNTY)).mayInvite).toBe(false);
    const foreign: StaffPlace = { kind: "officer", city: NEIGHBOUR, county: null };
    const attempts: [Client, StaffPlace][] = [
      [officer, CITY],
      [officer, foreign],
      [officer, ADMINISTRATORS],
      [officer, { kind: "officer", city: HOME, county: COUNTY[NEIGHBOUR] ?? "" }],
      [below, OF_COUNTY],
      [below, CITY],
    ];
    for (const [who, place] of attempts) {
      const input = { phone: freshPhone(), name: "谁", place };
      await expect(invite(who.ctx, input)).rejects.toEqual(refused("NOT_FOUND"));
    }
    await expect(listStaff(below.ctx, CITY)).rejects.toEqual(refused("NOT_FOUND"));
    await expect(listStaff(officer.ctx, foreign)).rejects.toEqual(refused("NOT_FOUND"));
  });

  test("HR invites a colleague; neither an officer nor another enterprise's HR can", async () => {
    const officer = await t.asOfficer(HOME);
    const { enterprise } = await verifiedEnterprise(t.services, officer.ctx);
    const { enterprise: other } = await verifiedEnterprise(t.services, officer.ctx);
    const member = await t.asMember(enterprise.id);
    const place: StaffPlace = { kind: "member", enterpriseId: enterprise.id };
    const colleague = await appointed(t, member, place, "人事小赵");
    expect((await colleague.call("GET", "/enterprise/postings")).status).toBe(200);
    const stranger = await t.asMember(other.id);
    for (const who of [officer, administrator, stranger])
      await expect(invite(who.ctx, { phone: freshPhone(), name: "谁", place })).rejects.toEqual(
        refused("NOT_FOUND"),
      );
  });
});

describe("invitations", () => {
  const invited = async () => {
    const phone = freshPhone();
    const { invitation } = await invite(administrator.ctx, { phone, name: "谁", place: CITY });
    return { phone, id: invitation.id, person: await t.signInAs(phone) };
  };

  test("are accepted once, and only by the invited person", async () => {
    const { id, person } = await invited();
    const other = await t.signInAs(freshPhone());
    await expect(acceptInvitation(other.ctx, { id })).rejects.toEqual(refused("NOT_FOUND"));
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => acceptInvitation(person.ctx, { id })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(acceptInvitation(person.ctx, { id })).rejects.toEqual(refused("INVITATION_ENDED"));
  });

  test("end by withdrawal, by refusal and after 14 days", async () => {
    const [withdrawn, declined] = [await invited(), await invited()];
    await withdrawInvitation(administrator.ctx, { id: withdrawn.id });
    await declineInvitation(declined.person.ctx, { id: declined.id });
    expect(await kindsTo(administrator)).toContain("staffDeclined");
    for (const { person, id } of [withdrawn, declined])
      await expect(acceptInvitation(person.ctx, { id })).rejects.toEqual(refused("INVITATION_ENDED"));
    const expired = await invited();
    await t.database.travel("15 days");
    const back = await t.signInAs(expired.phone);
    await expect(acceptInvitation(back.ctx, { id: expired.id })).rejects.toEqual(refused("INVITATION_ENDED"));
    expect(await listMyInvitations(back.ctx)).toEqual([]);
    // The same person can be invited again.
    await invite(administrator.ctx, { phone: expired.phone, name: "谁", place: CITY });
    expect(await listMyInvitations(back.ctx)).toHaveLength(1);
  });

  test("to an invited person or to one who has the role are refused in words", async () => {
    administrator = await t.signInAs(administrator.phone);
    const { phone, id, person } = await invited();
    const input = { phone, name: "谁", place: CITY };
    await expect(invite(administrator.ctx, input)).rejects.toEqual(refused("INVITATION_OPEN"));
    await acceptInvitation(person.ctx, { id });
    await expect(invite(administrator.ctx, input)).rejects.toEqual(refused("ALREADY_STAFF"));
  });

  test.each(["00000000000", "1390000000", ""])("refuse the number %j", async (phone) => {
    await expect(invite(administrator.ctx, { phone, name: "谁", place: CITY })).rejects.toThrow();
  });

  test("without a gateway have a link for a person who never signed in, and for nobody else", async () => {
    const config = { ...t.services.config, production: true, sms: null };
    const ctx = { ...administrator.ctx, config };
    const fresh = await invite(ctx, { phone: freshPhone(), name: "谁", place: CITY });
    expect(fresh.linkToken).toMatch(/^[\w-]{43}$/);
    const known = await t.signInAs(freshPhone());
    const second = await invite(ctx, { phone: known.phone, name: "谁", place: CITY });
    expect(second.linkToken).toBeUndefined();
  });
});

describe("the last administrator", () => {
  const roleOf = async (who: Client) => {
    const { staff } = await listStaff(who.ctx, ADMINISTRATORS);
    return staff.find(({ own }) => own)?.id ?? "";
  };

  test("cannot end the own role; with a second one, of two who end each other one stays", async () => {
    const id = await roleOf(administrator);
    await expect(endRole(administrator.ctx, { id })).rejects.toEqual(refused("LAST_ADMINISTRATOR"));
    for (let turn = 0; turn < 5; turn += 1) {
      const second = await appointed(t, administrator, ADMINISTRATORS, "第二位");
      const [one, two] = [await roleOf(administrator), await roleOf(second)];
      const ends = await Promise.allSettled([
        endRole(administrator.ctx, { id: two }),
        endRole(second.ctx, { id: one }),
      ]);
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [left] = await inTransaction(t.services, (tx) => lockHolders(tx, ADMINISTRATORS));
      administrator = [administrator, second].find(
        ({ ctx }) => ctx.actor.kind === "account" && ctx.actor.accountId === left,
      ) as Client;
      expect(administrator).toBeDefined();
    }
  });

  test("of two who leave at once, one stays", async () => {
    const second = await appointed(t, administrator, ADMINISTRATORS, "第二位");
    const ids = [await roleOf(administrator), await roleOf(second)];
    const ends = await Promise.allSettled([
      endRole(administrator.ctx, { id: ids[0] ?? "" }),
      endRole(second.ctx, { id: ids[1] ?? "" }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await inTransaction(t.services, (tx) => lockHolders(tx, ADMINISTRATORS))).toHaveLength(1);
  });

  test("twin: without the lock, two who leave at once leave nobody", async () => {
    const [one, two] = [await t.asAdministrator(), await t.asAdministrator()];
    await t.services.db
      .updateTable("membership")
      .set({ endedAt: new Date() })
      .where("kind", "=", "administrator")
      .where(
        "accountId",
        "not in",
        [one, two].map(({ ctx }) => (ctx.actor.kind === "account" ? ctx.actor.accountId : "")),
      )
      .execute();
    const count = () =>
      t.services.db
        .selectFrom("membership")
        .select("id")
        .where("kind", "=", "administrator")
        .where("endedAt", "is", null)
        .execute();
    let looked = 0;
    let bothLooked: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      bothLooked = resolve;
    });
    const leave = ({ ctx }: Client) =>
      inTransaction(ctx, async (tx) => {
        if ((await count()).length === 1) throw new Error("the last one");
        looked += 1;
        if (looked === 2) bothLooked();
        await gate;
        const accountId = ctx.actor.kind === "account" ? ctx.actor.accountId : "";
        await endMembership(tx, ctx, { accountId, membership: { kind: "administrator" } });
      });
    await Promise.all([leave(one), leave(two)]);
    expect(await count()).toEqual([]);
  });
});
