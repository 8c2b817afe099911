import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOTICES } from "../../../src/notices.ts";
import { deliverNotices, type NewNotice, notify } from "../../../src/notifications/index.ts";
import { contextFor, systemContext } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { drainAll } from "../../../workers/index.ts";
import { type Applied, CARD } from "../../applications/world.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { linkIn, openPostOffice, type PostOffice } from "./world.ts";

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
  office.hall.t.services.config.sms = {
    url: "http://127.0.0.1:9/",
    secret: "a recorder stands in its place",
  };
});
afterAll(() => office.close());

const services = () => office.hall.t.services;
const ctx = () => systemContext(services(), "test");
const accountOf = (who: Client) => (who.ctx.actor.kind === "account" ? who.ctx.actor.accountId : "");
const texts = (who: Client) =>
  office.hall.t.sent.filter((one) => one.phone === who.phone && one.template === "notice");

const MEETING = {
  startsAt: "2026-03-01T02:00:00.000Z",
  enterpriseName: "鞍山重工",
  remote: false,
  venueName: "体育馆",
  boothCode: "A01",
};

let n = 0;
const notice = (who: Client, kind: NewNotice["kind"], more: Partial<NewNotice> = {}): NewNotice => {
  n += 1;
  const subjectId = services().ids.uuid();
  return {
    toKind: "account",
    toId: accountOf(who),
    kind,
    subjectKind: "fairTicket",
    subjectId,
    params: /^(interview|queue)/.test(kind) ? MEETING : { title: "招聘会" },
    cause: `test:${n}`,
    ...more,
  };
};
const say = (...notices: NewNotice[]) => inTransaction(ctx(), (tx) => notify(tx, ctx(), notices));
const settle = async () => {
  await drainAll(services());
};

describe("notice", () => {
  test("an urgent one goes out in one letter with everything new, and as a text message; others stay on the site", async () => {
    const person = await office.reader("goer@example.com");
    const before = office.lettersTo("goer@example.com").length;
    await say(
      notice(person, "ticketFairCancelled"),
      notice(person, "interviewBooked"),
      notice(person, "interviewCancelled", { cause: `interview:${services().ids.uuid()}:cancelled` }),
      notice(person, "applicationDeclined", { subjectKind: "application" }),
    );
    await deliverNotices(ctx(), NOTICES);
    await settle();
    const letters = office.lettersTo("goer@example.com").slice(before);
    expect(letters.length).toBe(1);
    expect(office.mailbox.header(letters[0], "subject")).toBeTruthy();
    expect(letters[0]?.text).toContain("/me/tickets/");
    expect(letters[0]?.text).toContain("/mail/unsubscribe?token=");
    expect(letters[0]?.text).toContain("面谈取消");
    expect(
      texts(person)
        .map(({ values }) => values.kind)
        .sort(),
    ).toEqual(["interviewBooked", "interviewCancelled", "ticketFairCancelled"]);
    await deliverNotices(ctx(), NOTICES);
    await settle();
    expect([office.lettersTo("goer@example.com").length - before, texts(person).length]).toEqual([1, 3]);
  });

  test("is delivered once by concurrent workers; twin: without the row lock it goes out several times", async () => {
    const person = await office.hall.seeker();
    const at = () => Promise.all(Array.from({ length: 6 }, () => deliverNotices(ctx(), NOTICES)));
    await say(notice(person, "queueCalled"));
    const done = await at();
    expect(done.reduce((sum, one) => sum + one.messages, 0)).toBe(1);
    await say(notice(person, "queueCalled"));
    const seen = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { rows } = await sql`select id from notice where handed_on_at is null`.execute(services().db);
        return rows.length;
      }),
    );
    expect(seen.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(1);
    await deliverNotices(ctx(), NOTICES);
  });

  test("to an enterprise reaches all its members", async () => {
    const { enterpriseId: enterprise } = office.hall;
    const colleague = await office.hall.t.asMember(enterprise);
    await say(
      notice(colleague, "fairOffered", {
        toKind: "enterprise",
        toId: enterprise,
        subjectKind: "fairRegistration",
      }),
    );
    await deliverNotices(ctx(), NOTICES);
    await settle();
    expect(texts(colleague).length).toBe(1);
  });

  test("a person gets at most fifteen text messages a day, and none about old news", async () => {
    const person = await office.hall.seeker();
    await say(...Array.from({ length: 18 }, () => notice(person, "queueCalled")));
    await deliverNotices(ctx(), NOTICES);
    await settle();
    expect(texts(person).length).toBe(15);
    const late = await office.hall.seeker();
    await say(notice(late, "queueCalled"));
    await office.hall.t.database.travel("7 hours");
    await deliverNotices(ctx(), NOTICES);
    await settle();
    expect(texts(late)).toEqual([]);
  });

  test("without gateway and mail server the site keeps the notice and sends nothing", async () => {
    const person = await office.hall.seeker();
    const bare = contextFor(
      { ...services(), config: { ...services().config, sms: null, mail: null } },
      ctx().actor,
    );
    await say(notice(person, "ticketFairCancelled"));
    expect(await deliverNotices(bare, NOTICES)).toEqual({ letters: 0, messages: 0 });
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from notice where to_id = ${accountOf(person)} and read_at is null`.execute(
      services().db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test("what an application needs answered goes out by letter; an invitation also as a text message", async () => {
    const { hall } = office;
    const person = await office.reader("applicant@example.com");
    const clerk = await hall.t.asMember(hall.enterpriseId);
    await office.give(clerk, "clerk@example.com");
    await office.send();
    await office.visit("POST", linkIn(office.newest("clerk@example.com"), "/mail/confirm"), {
      origin: "http://localhost",
    });
    const [first, second] = [await hall.publish(), await hall.publish()];
    await bodyOf(await person.call("PUT", "/api/v1/me/profile", { body: CARD }), 200);
    const { id } = await bodyOf<Applied>(await hall.applyTo(first, person), 201);
    const other = await bodyOf<Applied>(await hall.applyTo(second, person), 201);
    const deliver = async () => {
      await settle();
      await deliverNotices(ctx(), NOTICES);
      await settle();
    };
    await deliver();
    expect(office.newest("clerk@example.com")?.text).toContain(`/enterprise/applications/${id}`);
    await bodyOf(await hall.answer(id), 200);
    await deliver();
    expect(office.newest("applicant@example.com")?.text).toContain("企业邀请您");
    expect(texts(person).map(({ values }) => values.kind)).toEqual(["applicationInvited"]);
    await bodyOf(await hall.answer(other.id, { kind: "decline", reason: "filled" }), 200);
    await deliver();
    expect(office.newest("applicant@example.com")?.text).toContain("企业答复了您的应聘");
    const { rows } = await sql<{ startedOn: string }>`select app.today()::text as started_on`.execute(
      services().db,
    );
    await bodyOf(await hall.member.call("POST", `/api/v1/applications/${id}/start`, { body: rows[0] }), 204);
    await deliver();
    expect(office.newest("applicant@example.com")?.text).toContain("请确认");
    expect(texts(person).length).toBe(1);
  });
});
