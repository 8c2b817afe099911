import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROGRAM } from "../../../src/capabilities.ts";
import { runHousekeeping } from "../../../src/platform/housekeeping/index.ts";
import { bodyOf, type Client, testApp } from "../../support/app.ts";
import { linkIn, openPostOffice, type PostOffice } from "./world.ts";

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());

const OURS = { origin: "http://localhost" };
const press = (link: string) => office.visit("POST", link, OURS);
const given = async (who: Client, address: string) => {
  await bodyOf(await office.give(who, address), 202);
  await office.send();
  return linkIn(office.newest(address), "/mail/confirm");
};
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const rows = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from mail_address`.execute(office.hall.t.services.db))
    .rows[0]?.n;

describe("e-mail address", () => {
  test("is confirmed by the button behind the letter's link, not by opening the link", async () => {
    const person = await office.hall.seeker();
    expect(await office.mail(person)).toEqual({ offered: true, state: "none", address: null });
    const link = await given(person, "Wang.Shifu@qq.example");
    expect(await office.mail(person)).toMatchObject({ state: "waiting", address: "Wang.Shifu@qq.example" });
    for (let look = 0; look < 3; look += 1) {
      const page = await office.visit("GET", link);
      expect(page.status).toBe(200);
      expect(page.text).toContain("W***@qq.example");
      expect(page.text.match(/<button/g)).toHaveLength(1);
    }
    await office.visit("HEAD", link);
    expect(await office.mail(person)).toMatchObject({ state: "waiting" });
    expect((await press(link)).text).toContain("邮箱已确认");
    expect(await office.mail(person)).toEqual({
      offered: true,
      state: "confirmed",
      address: "W***@qq.example",
    });
  });

  test("used, unknown, replaced and expired links all get the same missing answer", async () => {
    const person = await office.hall.seeker();
    const used = await given(person, "used@example.com");
    await press(used);
    const replaced = await given(person, "first@example.com");
    const late = await given(person, "second@example.com");
    const unknown = "/mail/confirm?token=0123456789012345678901234567890123456789abc";
    const plain = (text: string) =>
      text.replace(/nonce="[^"]*"|value="[^"]*"/g, "").replaceAll(/token=[\w-]+/g, "");
    const answers: { status: number; text: string }[] = [];
    for (const link of [used, unknown, replaced, "/mail/confirm", "/mail/confirm?token=%00%0d%0a"])
      answers.push(await office.visit("GET", link), await press(link));
    await office.hall.t.database.travel("24 hours 1 second");
    answers.push(await office.visit("GET", late), await press(late));
    for (const answer of answers) expect(answer.status).toBe(404);
    const texts = new Set(answers.map(({ text }) => /<main[\s\S]*<\/main>/.exec(plain(text))?.[0]));
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain("这个链接不能用了");
    expect(await office.mail(person)).toMatchObject({ state: "waiting", address: "second@example.com" });
  });

  test("a changed or removed address is deleted with its queued letters", async () => {
    const person = await office.hall.seeker();
    await given(person, "old@example.com");
    await bodyOf(await office.give(person, "new@example.com"), 202);
    await bodyOf(await person.call("DELETE", "/api/v1/me/mail"), 204);
    expect(await office.mail(person)).toMatchObject({ state: "none", address: null });
    const { db } = office.hall.t.services;
    expect((await sql`select 1 from message where account_id is not null`.execute(db)).rows).toEqual([]);
    await office.send();
    expect(office.lettersTo("new@example.com")).toEqual([]);
    await bodyOf(await person.call("DELETE", "/api/v1/me/mail"), 204);
  });

  test("a confirmed address gets no second letter; full-width characters are normalised; invalid text is refused", async () => {
    const person = await office.hall.seeker();
    await given(person, " li＠example。com ");
    await press(linkIn(office.newest("li@example.com"), "/mail/confirm"));
    expect(await office.mail(person)).toMatchObject({ state: "confirmed", address: "l***@example.com" });
    const before = office.mailbox.received.length;
    await bodyOf(await office.give(person, "LI@example.com"), 202);
    await office.send();
    expect(office.mailbox.received).toHaveLength(before);
    for (const address of [
      "li",
      "a@b",
      "a b@c.com",
      "a@c.com\r\nBcc: x@y.com",
      "a@c.com,d@e.com",
      `${"a".repeat(250)}@c.com`,
    ])
      expect((await office.give(person, address)).status).toBe(422);
  });

  test("limits confirmation letters: five a day per person, three per mailbox, however it is spelt", async () => {
    const person = await office.hall.seeker();
    for (let n = 0; n < 5; n += 1) await bodyOf(await office.give(person, `p${n}@example.com`), 202);
    expect(await codeOf(await office.give(person, "p5@example.com"))).toEqual([429, "MAIL_DAILY_LIMIT"]);
    const many = await Promise.all(Array.from({ length: 8 }, () => office.hall.seeker()));
    const spelt = [
      "victim@example.com",
      "VICTIM@example.com",
      "victim+1@example.com",
      "victim+2@Example.com",
    ];
    const answers = await Promise.all(many.map((one, n) => office.give(one, spelt[n % 4] ?? "")));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429, 429, 429, 429]);
    await office.send();
    expect(
      office.mailbox.received.filter(({ to }) => to[0]?.toLowerCase().startsWith("victim")),
    ).toHaveLength(3);
    await office.hall.t.database.travel("1 day");
    expect((await office.give(person, "p5@example.com")).status).toBe(202);
  });

  test("twin: without the count in the statement the mailbox gets more", async () => {
    const { db } = office.hall.t.services;
    await sql`create function uncounted() returns trigger language plpgsql as $$ begin new.used := 0; return new; end $$`.execute(
      db,
    );
    await sql`create trigger uncounted before insert or update on sms_quota for each row execute function uncounted()`.execute(
      db,
    );
    const many = await Promise.all(Array.from({ length: 6 }, () => office.hall.seeker()));
    const answers = await Promise.all(many.map((one) => office.give(one, "bombed@example.com")));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
    await sql`drop trigger uncounted on sms_quota`.execute(db);
  });

  test("an unconfirmed address is deleted, and one of a closed account cannot be confirmed", async () => {
    const { db } = office.hall.t.services;
    const person = await office.hall.seeker();
    const link = await given(person, "closed@example.com");
    const id = person.ctx.actor.kind === "account" ? person.ctx.actor.accountId : "";
    await sql`update account set closed_at = app.now() where id = ${id}`.execute(db);
    expect((await press(link)).status).toBe(404);
    const kept = await rows();
    await office.hall.t.database.travel("9 days");
    await office.send();
    await runHousekeeping(person.ctx, PROGRAM.retention);
    expect(await rows()).toBeLessThan(kept ?? 0);
    const { rows: left } = await sql`select 1 from mail_address where confirmed_at is null`.execute(db);
    expect(left).toEqual([]);
  });
});

test("without a mail server no address is offered and no letter is sent", async () => {
  const bare = await testApp();
  try {
    const person = await bare.signInAs("13700999001");
    expect(await bodyOf(await person.call("GET", "/api/v1/me/mail"), 200)).toEqual({
      offered: false,
      state: "none",
      address: null,
    });
    const answer = await person.call("PUT", "/api/v1/me/mail", { body: { address: "a@example.com" } });
    expect(await codeOf(answer)).toEqual([404, "NOT_FOUND"]);
    const page = await bare.call("GET", "/me/searches", { headers: { cookie: `session=${person.token}` } });
    expect(await page.text()).not.toContain("邮箱");
  } finally {
    await bare.close();
  }
});
