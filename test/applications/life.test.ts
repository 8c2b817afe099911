import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseToday } from "../../src/platform/core/store.ts";
import { FOREIGN, HOME } from "../factories/cities.ts";
import { importedEnterprise } from "../factories/enterprises.ts";
import { daysAhead, draftPosting } from "../factories/postings.ts";
import { importSheet, line, sheetOf } from "../imports/support.ts";
import { bodyOf } from "../support/app.ts";
import { meetingOf } from "../support/meeting.ts";
import { type Applied, CARD, type Hall, INVITE, openHall } from "./world.ts";

let hall: Hall;
let today: string;
beforeAll(async () => {
  hall = await openHall();
  today = await databaseToday(hall.t.services.db);
});
afterAll(() => hall.t.close());

const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const count = async (table: string, accountId: string) =>
  (
    await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where account_id = ${accountId}`.execute(
      hall.t.services.db,
    )
  ).rows[0]?.n;
const accountOf = (who: { ctx: Hall["officer"]["ctx"] }) =>
  who.ctx.actor.kind === "account" ? who.ctx.actor.accountId : "";

describe("apply", () => {
  test("sends the card with a consent of receiver, purpose, fields and end; a repeat returns the same application", async () => {
    const [person, postingId] = [await hall.seeker(), await hall.publish()];
    const first = await bodyOf<Applied>(
      await hall.applyTo(postingId, person, { message: "下周可以来" }),
      201,
    );
    expect(first).toMatchObject({ created: true, reference: expect.stringMatching(/\w{6,}/) });
    const again = await bodyOf<Applied>(await hall.applyTo(postingId, person), 200);
    expect(again).toEqual({ ...first, created: false });

    const mine = await hall.mine(person, first.id);
    expect(mine).toMatchObject({
      status: "sent",
      posting: { id: postingId },
      employer: { id: hall.enterpriseId },
    });
    expect(mine.consent.fields).toEqual(expect.arrayContaining(["callName", "phone", "skills"]));
    const days = (Date.parse(mine.consent.endsAt) - Date.parse(mine.consent.grantedAt)) / 86_400_000;
    expect(days).toBe(90);
    const { items } = await bodyOf<{ items: object[] }>(await person.call("GET", "/api/v1/me/consents"), 200);
    expect(items).toEqual([
      expect.objectContaining({
        id: mine.consent.id,
        purpose: "application",
        receiver: expect.objectContaining({ kind: "enterprise", id: hall.enterpriseId }),
        standing: true,
      }),
    ]);
  });

  test("the list shows no phones, one application shows its phone; the person sees each look once an hour", async () => {
    const { person, id } = await hall.sent({ message: "下周可以来" });
    const list = await bodyOf<{ items: { id: string; card: object }[] }>(
      await hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/applications?status=sent`),
      200,
    );
    const listed = list.items.find((item) => item.id === id);
    expect(listed?.card).toMatchObject({ callName: CARD.callName, veteran: "declared" });
    expect(JSON.stringify(list)).not.toContain(person.phone);
    const looks = async () =>
      (await bodyOf<{ items: object[] }>(await person.call("GET", "/api/v1/me/card-views"), 200)).items;
    const look = (why: string, phone: boolean) =>
      expect.objectContaining({
        applicationId: id,
        viewer: expect.stringContaining("海风"),
        role: "member",
        why,
        phone,
      });
    expect(await looks()).toEqual([look("applications", false)]);
    for (let n = 0; n < 2; n += 1)
      expect(await hall.received(id)).toMatchObject({ card: { phone: person.phone }, message: "下周可以来" });
    expect(await looks()).toEqual([look("application", true), look("applications", false)]);
  });

  test("shares only the fields that the person allows; name and phone are always shared", async () => {
    const withhold = ["years", "certificates", "veteran", "phone"];
    const { id } = await hall.sent({ withhold });
    const { card } = await hall.received(id);
    expect(Object.keys(card ?? {}).sort()).toEqual(["callName", "phone", "places", "skills", "startFrom"]);
  });

  test("a first application saves the card in the same transaction", async () => {
    const [person, postingId] = [await hall.seeker(false), await hall.publish()];
    expect(await codeOf(await hall.applyTo(postingId, person))).toEqual([422, "PROFILE_REQUIRED"]);
    const wrong = { card: { ...CARD, skills: ["astronaut"] } };
    expect(await codeOf(await hall.applyTo(postingId, person, wrong))).toEqual([422, "INVALID_INPUT"]);
    expect(await count("profile", accountOf(person))).toBe(0);
    expect(await count("consent", accountOf(person))).toBe(0);
    await bodyOf(await hall.applyTo(postingId, person, { card: CARD }), 201);
    expect(await count("profile", accountOf(person))).toBe(1);
  });

  test("50 concurrent requests make one application, one consent, one notice", async () => {
    const [person, postingId] = [await hall.seeker(), await hall.publish()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => hall.applyTo(postingId, person)));
    const all = await Promise.all(answers.map((answer) => answer.json() as Promise<Applied>));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(49);
    expect(new Set(all.map((one) => one.reference)).size).toBe(1);
    expect(await count("application", accountOf(person))).toBe(1);
    expect(await count("consent", accountOf(person))).toBe(1);
    await hall.settle();
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from notice where subject_id = ${all[0]?.id}`.execute(hall.t.services.db);
    expect(rows[0]?.n).toBe(1);
  });

  test("twin: check then insert, without the unique key, makes several of 50", async () => {
    const { db } = hall.t.services;
    await sql`create table twin (account int, posting int)`.execute(db);
    const bothHaveLooked = meetingOf(2);
    const once = () =>
      db.transaction().execute(async (tx) => {
        const { rows } = await sql`select 1 from twin where account = 1 and posting = 1`.execute(tx);
        await bothHaveLooked();
        if (rows.length === 0) await sql`insert into twin values (1, 1)`.execute(tx);
      });
    await Promise.all(Array.from({ length: 50 }, once));
    const { rows } = await sql`select 1 from twin`.execute(db);
    expect(rows.length).toBeGreaterThan(1);
  });
});

describe("apply to a closed target", () => {
  test("draft, closed, expired and another agreement's postings each return their own error", async () => {
    const person = await hall.seeker();
    const { id: draft } = await draftPosting(hall.member.ctx, hall.enterpriseId);
    expect(await codeOf(await hall.applyTo(draft, person))).toEqual([404, "NOT_FOUND"]);
    const closed = await hall.publish();
    const closing = await hall.member.call("POST", `/api/v1/postings/${closed}/closure`, {
      body: { reason: "filled" },
    });
    expect(closing.status).toBe(200);
    expect((await hall.applyTo(closed, person)).status).toBe(410);
    const open = await hall.publish();
    const elsewhere = await person.call("POST", `/api/v1/postings/${open}/applications`, {
      body: {},
      headers: { "x-agreement": "east" },
    });
    expect(await codeOf(elsewhere)).toEqual([404, "NOT_FOUND"]);
  });

  test("a repost opens for applications after HR has claimed the employer and an officer has verified it", async () => {
    const sheet = sheetOf(
      line(1, { employer: "远海船舶配套厂", validThrough: await daysAhead(hall.officer.ctx, 20) }),
    );
    const importId = await importSheet(hall.officer.ctx, {
      bytes: sheet,
      repost: true,
      source: { name: "某招聘网" },
      publish: true,
    });
    await hall.settle();
    const { rows } = await sql<{ id: string; status: string }>`
      select p.id, p.status from posting p join enterprise e on e.id = p.enterprise_id
      where e.name = '远海船舶配套厂'`.execute(hall.t.services.db);
    const posting = rows[0];
    expect([importId.length, posting?.status]).toEqual([36, "published"]);
    const person = await hall.seeker();
    expect(await codeOf(await hall.applyTo(posting?.id ?? "", person))).toEqual([409, "POSTING_UNCLAIMED"]);
    const named = await importedEnterprise(hall.officer.ctx, "远海船舶配套厂");
    const hr = await hall.t.signInAs("13612340001");
    const claim = await bodyOf<{ id: string }>(
      await hr.call("POST", `/api/v1/enterprises/${named}/claims`, {
        body: { statement: "我是人事", uscc: "91211400MA0YB1234X" },
      }),
      201,
    );
    const decided = await hall.officer.call("POST", `/api/v1/claims/${claim.id}/decision`, {
      body: { decision: "approve", overrideUscc: true },
    });
    expect([200, 204]).toContain(decided.status);
    expect((await hall.applyTo(posting?.id ?? "", person)).status).toBe(201);
  });

  test("expires for the page and the API at the same instant", async () => {
    const person = await hall.seeker();
    const id = await hall.publish({ validThrough: await daysAhead(hall.officer.ctx, 2) });
    await hall.t.database.travel("3 days");
    expect(await codeOf(await hall.applyTo(id, person))).toEqual([410, "POSTING_EXPIRED"]);
    expect((await person.call("GET", `/api/v1/postings/${id}`)).status).toBe(410);
    await hall.t.database.travel("-3 days");
  });
});

describe("answer", () => {
  test("invites with time and place; the person sees it with its history", async () => {
    const { person, id } = await hall.sent();
    const { rev } = await bodyOf<{ rev: number }>(await hall.answer(id), 200);
    const mine = await hall.mine(person, id);
    expect(mine).toMatchObject({ status: "invited", answer: INVITE, rev });
    expect(mine.history.map(({ by, kind }) => `${by} ${kind}`)).toEqual(["seeker send", "enterprise invite"]);
  });

  test("declines with a listed reason; without one the error names the field", async () => {
    const { person, id } = await hall.sent();
    expect(await codeOf(await hall.answer(id, { kind: "decline" }))).toEqual([422, "INVALID_INPUT"]);
    await bodyOf(await hall.answer(id, { kind: "decline", reason: "filled", note: "已经招满" }), 200);
    expect(await hall.mine(person, id)).toMatchObject({ status: "declined", answer: { reason: "filled" } });
  });

  test("of two concurrent answers one wins; a stale revision is refused", async () => {
    const { id } = await hall.sent();
    const answers = await Promise.all([
      hall.answer(id, { kind: "decline", reason: "filled" }),
      hall.answer(id, { kind: "decline", reason: "skills" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const other = await hall.sent();
    expect((await hall.answer(other.id, INVITE, { "if-match": '"9"' })).status).toBe(412);
    expect(await hall.mine(other.person, other.id)).toMatchObject({ status: "sent" });
  });

  test("HR records the start, the person confirms; only then it counts", async () => {
    const { person, id } = await hall.sent();
    const confirm = () => person.call("POST", `/api/v1/applications/${id}/start-confirmation`);
    expect(await codeOf(await confirm())).toEqual([409, "APPLICATION_STATE"]);
    await bodyOf(await hall.answer(id), 200);
    const start = await hall.member.call("POST", `/api/v1/applications/${id}/start`, {
      body: { startedOn: today },
    });
    expect(start.status).toBe(204);
    expect(await hall.mine(person, id)).toMatchObject({ status: "started", startedOn: today });
    expect((await confirm()).status).toBe(204);
    expect(await hall.mine(person, id)).toMatchObject({ status: "confirmed" });
  });

  test("rejects a start before the application and a start tomorrow", async () => {
    const { id } = await hall.sent();
    for (const startedOn of [
      "1999-05-01",
      await daysAhead(hall.officer.ctx, -1),
      await daysAhead(hall.officer.ctx, 1),
    ]) {
      const answer = await hall.member.call("POST", `/api/v1/applications/${id}/start`, {
        body: { startedOn },
      });
      expect(await bodyOf(answer, 422)).toMatchObject({ fields: [{ path: "startedOn" }] });
    }
  });

  test("an officer of the posting's city may record the start; an officer of another city gets NOT_FOUND", async () => {
    const { id } = await hall.sent();
    const record = { body: { startedOn: today } };
    const stranger = await hall.t.asOfficer(FOREIGN);
    expect((await stranger.call("POST", `/api/v1/applications/${id}/start`, record)).status).toBe(404);
    const own = await hall.t.asOfficer(HOME);
    expect((await own.call("POST", `/api/v1/applications/${id}/start`, record)).status).toBe(204);
  });
});

describe("notices", () => {
  test("each side gets one notice, however often the feed is read", async () => {
    const { person, id } = await hall.sent();
    await bodyOf(await hall.answer(id), 200);
    const kinds = async (who: Hall["officer"]) => {
      const { items } = await bodyOf<{ items: { kind: string; subject: { id: string } }[] }>(
        await who.call("GET", "/api/v1/me/notices"),
        200,
      );
      return items.filter((item) => item.subject.id === id).map((item) => item.kind);
    };
    await hall.settle();
    expect(await kinds(person)).toEqual(["applicationInvited"]);
    expect(await kinds(hall.member)).toEqual(["applicationReceived"]);
    await sql`delete from consumer_cursor where consumer = 'notify'`.execute(hall.t.services.db);
    await hall.settle();
    expect(await kinds(person)).toEqual(["applicationInvited"]);
    expect(await kinds(hall.member)).toEqual(["applicationReceived"]);
    expect(await kinds(await hall.seeker())).toEqual([]);
  });
});
