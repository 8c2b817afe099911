import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hoursOf } from "../../src/applications/calls/rules.ts";
import { type ReceivedApplication, replyToInvitation } from "../../src/applications/index.ts";
import { readWhen } from "../../src/applications/reading/when.ts";
import { claimReply } from "../../src/applications/store/replies.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { FOREIGN, HOME } from "../factories/cities.ts";
import { bodyOf, type Client } from "../support/app.ts";
import { code } from "../support/refusals.ts";
import { type Hall, INVITE, openHall } from "./world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const DAY_MS = 86_400_000;
const inDays = (n: number) => new Date(Date.now() + n * DAY_MS).toISOString();
const post = (who: Client, path: string, body?: object) =>
  who.call("POST", `/api/v1/applications/${path}`, body ? { body } : {});
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const stepsOf = async (id: string) => (await hall.received(id)).history.map(({ kind }) => kind);
const invitationOf = ({ invitation }: Pick<ReceivedApplication, "invitation">) => {
  if (!invitation) throw new Error("no invitation");
  return invitation;
};

/** A person who is invited, and the id of the invitation. */
async function invited() {
  const { person, id } = await hall.sent();
  await bodyOf(await hall.answer(id), 200);
  return { person, id, invitationId: invitationOf(await hall.mine(person, id)).id };
}
const started = async () => {
  const { person, id } = await hall.sent();
  const startedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const start = () => post(hall.member, `${id}/start`, { startedOn });
  expect((await start()).status).toBe(204);
  return { person, id, start };
};

describe("a reply to an invitation", () => {
  test("both sides read it; the same again changes nothing; a second thought replaces it", async () => {
    const { person, id, invitationId } = await invited();
    const say = (reply: object) => post(person, `${id}/reply`, { invitationId, ...reply });
    for (const _ of [1, 2]) expect((await say({ kind: "come" })).status).toBe(204);
    expect(invitationOf(await hall.mine(person, id))).toMatchObject({ reply: { kind: "come" } });
    expect((await say({ kind: "notCome", reason: "far" })).status).toBe(204);
    expect(await hall.received(id)).toMatchObject({
      status: "invited",
      invitation: { id: invitationId, reply: { kind: "notCome", reason: "far" } },
    });
    expect(await stepsOf(id)).toEqual(["send", "invite", "come", "notCome"]);
    await hall.settle();
    const { rows } = await sql<{ kind: string }>`
      select kind from notice where subject_id = ${id} and to_kind = 'enterprise' order by created_at, id`.execute(
      hall.t.services.db,
    );
    expect(rows.map(({ kind }) => kind).sort()).toEqual([
      "applicationReceived",
      "invitationAccepted",
      "invitationRefused",
    ]);
  });

  test("the enterprise takes one of three times; a reply to the former invitation is refused", async () => {
    const { person, id, invitationId } = await invited();
    const times = [inDays(3), inDays(2), inDays(3), inDays(4)];
    const say = (reply: object) => post(person, `${id}/reply`, { invitationId, ...reply });
    expect((await say({ kind: "otherTimes", times })).status).toBe(422);
    expect((await say({ kind: "otherTimes", times: [inDays(-1)] })).status).toBe(422);
    expect((await say({ kind: "otherTimes", times: times.slice(0, 3) })).status).toBe(204);
    expect(invitationOf(await hall.received(id)).reply).toEqual({
      kind: "otherTimes",
      times: [times[1], times[0]],
    });
    // Without the id of the invitation an invited person is not invited twice by mistake.
    expect(await codeOf(await hall.answer(id))).toBe("APPLICATION_STATE");
    const stale = await hall.answer(id, { ...INVITE, replaces: hall.t.services.ids.uuid() });
    expect(await codeOf(stale)).toBe("INVITATION_OVER");
    await bodyOf(await hall.answer(id, { ...INVITE, when: "周五上午十点", replaces: invitationId }), 200);
    const now = await hall.mine(person, id);
    expect(now).toMatchObject({ status: "invited", answer: { ...INVITE, when: "周五上午十点" } });
    expect(invitationOf(now)).toMatchObject({ reply: null, repliedAt: null });
    expect(now.answer).not.toHaveProperty("replaces");
    expect(await codeOf(await say({ kind: "come" }))).toBe("INVITATION_OVER");
    expect(invitationOf(await hall.mine(person, id)).reply).toBeNull();
  });

  test("withdrawn, declined, of another person or unknown: it counts nowhere", async () => {
    const { person, id, invitationId } = await invited();
    const reply = { invitationId, kind: "come" };
    expect((await post(await hall.seeker(), `${id}/reply`, reply)).status).toBe(404);
    expect((await post(hall.member, `${id}/reply`, reply)).status).toBe(404);
    await bodyOf(await hall.answer(id, { kind: "decline", reason: "filled" }), 200);
    expect(await codeOf(await post(person, `${id}/reply`, reply))).toBe("INVITATION_OVER");
    const gone = await invited();
    expect((await post(gone.person, `${gone.id}/withdrawal`)).status).toBe(204);
    const late = { invitationId: gone.invitationId, kind: "come" };
    expect(await codeOf(await post(gone.person, `${gone.id}/reply`, late))).toBe("INVITATION_OVER");
    expect(await stepsOf(gone.id)).toEqual(["send", "invite", "withdraw"]);
  });

  test("six at once are one step; a repeated command gets its stored result", async () => {
    const { person, id, invitationId } = await invited();
    const commandId = hall.t.services.ids.uuid();
    const reply = { kind: "come" } as const;
    await Promise.all(
      Array.from({ length: 6 }, () => replyToInvitation(person.ctx, { id, invitationId, reply })),
    );
    expect(await stepsOf(id)).toEqual(["send", "invite", "come"]);
    const other = { kind: "notCome" } as const;
    for (const _ of [1, 2])
      await replyToInvitation(person.ctx, { id, invitationId, reply: other, commandId });
    const misused = replyToInvitation(person.ctx, { id, invitationId, reply, commandId });
    expect(await code(misused)).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await stepsOf(id)).toEqual(["send", "invite", "come", "notCome"]);
  });
});

describe("an invitation that is replaced while the person replies", () => {
  /** Replies and replaces the invitation in transactions that overlap. Returns what the new one holds. */
  async function overtaken(guarded: boolean) {
    const { person, id, invitationId } = await invited();
    const { accountId } = person.ctx.actor as { accountId: string };
    let replaced = () => {};
    const locked = new Promise<void>((resolve) => {
      replaced = resolve;
    });
    const { ctx } = hall.member;
    let replying: Promise<unknown> = Promise.resolve();
    await inTransaction(ctx, async (tx) => {
      await sql`update application set invitation_id = gen_random_uuid(), reply = null where id = ${id}`.execute(
        tx,
      );
      replying = inTransaction(ctx, async (other) => {
        const of = { id, accountId, invitationId, reply: { kind: "come" } as const };
        if (guarded) {
          replaced();
          return claimReply(other, of);
        }
        // The twin: asks first, and writes by id alone.
        const { rows } = await sql`
          select from application where id = ${id} and invitation_id = ${invitationId}`.execute(other);
        replaced();
        if (rows.length === 0) return undefined;
        return sql`update application set reply = '{"kind":"come"}' where id = ${id}`.execute(other);
      });
      await locked;
    });
    await replying;
    return invitationOf(await hall.mine(person, id)).reply;
  }

  test("keeps no reply to the former one", async () => {
    expect(await overtaken(true)).toBeNull();
  });

  test("twin: without the comparison in the statement, the reply lands on the new one", async () => {
    expect(await overtaken(false)).toEqual({ kind: "come" });
  });
});

describe("a start that the person denies", () => {
  test("both sides stay on record, it counts nowhere, and only officers of the place list it", async () => {
    const { person, id, start } = await started();
    for (const _ of [1, 2]) expect((await post(person, `${id}/start-denial`)).status).toBe(204);
    expect(await hall.mine(person, id)).toMatchObject({ status: "started", startDenied: true });
    expect(await hall.received(id)).toMatchObject({ status: "started", startDenied: true });
    expect(await stepsOf(id)).toEqual(["send", "start", "denyStart"]);
    const counted = async () =>
      (
        await sql<{
          on: string | null;
        }>`select started_on as on from shared.application where id = ${id}`.execute(hall.t.services.db)
      ).rows[0]?.on;
    expect(await counted()).toBeNull();
    const { listDeniedStarts, countDeniedStarts } = await import("../../src/applications/index.ts");
    const listed = async (city: string) => {
      const { ctx } = await hall.t.asOfficer(city);
      const { items } = await listDeniedStarts(ctx, { limit: 20 });
      return [items.map((one) => one.id), await countDeniedStarts(ctx)];
    };
    expect(await listed(HOME)).toEqual([[id], 1]);
    expect(await listed(FOREIGN)).toEqual([[], 0]);
    expect(await code(listDeniedStarts(person.ctx, { limit: 20 }))).toBe("ROLE_REQUIRED");
    // The enterprise corrects the day, and the person confirms it.
    expect((await start()).status).toBe(204);
    expect(await codeOf(await start())).toBe("APPLICATION_STATE");
    expect(await hall.mine(person, id)).toMatchObject({ startDenied: false });
    expect((await post(person, `${id}/start-confirmation`)).status).toBe(204);
    expect(await codeOf(await post(person, `${id}/start-denial`))).toBe("APPLICATION_STATE");
    expect(await counted()).not.toBeNull();
    expect(await listed(HOME)).toEqual([[], 0]);
  });

  test("is somebody's own: nobody else denies it, and none that was not recorded", async () => {
    const { id } = await started();
    expect((await post(await hall.seeker(), `${id}/start-denial`)).status).toBe(404);
    const sent = await hall.sent();
    expect(await codeOf(await post(sent.person, `${sent.id}/start-denial`))).toBe("APPLICATION_STATE");
  });
});

describe("a consent that is withdrawn", () => {
  const withdraw = async (person: Client, id: string, body?: object) => {
    const { consent } = await hall.mine(person, id);
    const answer = await person.call(
      "POST",
      `/api/v1/me/consents/${consent.id}/withdrawal`,
      body ? { body } : {},
    );
    return answer.status;
  };

  test("takes the application with it, or leaves it, as the person chose", async () => {
    const sent = await hall.sent();
    expect(await withdraw(sent.person, sent.id)).toBe(204);
    expect((await hall.received(sent.id)).status).toBe("withdrawn");
    const kept = await hall.sent();
    expect(await withdraw(kept.person, kept.id, { application: "keep" })).toBe(204);
    expect(await hall.received(kept.id)).toMatchObject({ status: "sent", card: null });
    const both = await invited();
    expect(await withdraw(both.person, both.id, { application: "withdraw" })).toBe(204);
    expect(await hall.received(both.id)).toMatchObject({ status: "withdrawn", card: null });
    const invitation = await invited();
    expect(await withdraw(invitation.person, invitation.id)).toBe(204);
    expect(await hall.received(invitation.id)).toMatchObject({ status: "invited", card: null });
  });
});

describe("hours at which an enterprise answers the phone", () => {
  const at = (hour: number, calls: number, reached: number, people = 3) => ({ hour, calls, reached, people });

  test("nothing is said for few people or calls; neighbouring good hours are one period", () => {
    expect(hoursOf([])).toEqual([]);
    expect(hoursOf([at(9, 2, 2), at(10, 2, 2)])).toEqual([]);
    expect(hoursOf([at(9, 9, 9, 2)])).toEqual([]);
    expect(hoursOf([at(9, 3, 3), at(10, 3, 2), at(14, 4, 1), at(16, 1, 1)])).toEqual([
      { from: 9, until: 11 },
    ]);
    expect(hoursOf([at(9, 3, 3), at(15, 3, 3)])).toEqual([
      { from: 9, until: 10 },
      { from: 15, until: 16 },
    ]);
  });

  test("an applicant's taps within an hour are one call, the last one counts; a stranger's is refused", async () => {
    const { person, id } = await hall.sent();
    const tell = (who: Client, reached: boolean) => post(who, `${id}/calls`, { reached });
    for (const reached of [true, false]) expect((await tell(person, reached)).status).toBe(204);
    expect((await tell(await hall.seeker(), true)).status).toBe(404);
    const { rows } = await sql`
      select enterprise_id, reached from call_outcome where application_id = ${id}`.execute(
      hall.t.services.db,
    );
    expect(rows).toEqual([{ enterpriseId: hall.enterpriseId, reached: false }]);
  });
});

test("the time of an invitation is read from its words, or not at all", () => {
  const sentAt = new Date("2026-12-01T02:00:00Z");
  const read = (text: string) => readWhen(text, sentAt);
  expect(read("12月8日 上午9点")).toBe("2026-12-08T01:00:00.000Z");
  expect(read("周三下午两点半")).toBe("2026-12-02T06:30:00.000Z");
  expect(read("下周一 下午3点")).toBe("2026-12-07T07:00:00.000Z");
  expect(read("12月3日 周四 9:00")).toBe("2026-12-03T01:00:00.000Z");
  expect(read("12月16日 周三 9:00")).toBe("2026-12-16T01:00:00.000Z");
  expect(read("2027年1月5日 周二 9:00")).toBe("2027-01-05T01:00:00.000Z");
  expect(read("十二月八日 上午十点一刻")).toBe("2026-12-08T02:15:00.000Z");
  expect(read("1月5日 9:00-11:00")).toBe("2027-01-05T01:00:00.000Z");
  for (const unclear of [
    "3点",
    "明天",
    "12月3日周五9点",
    "12月16日 周四 9:00",
    "11月25日 上午9点",
    "今天 9点",
    "随时",
    "2月30日 9点",
    "明天25点",
  ])
    expect(read(unclear), unclear).toBeNull();
});
