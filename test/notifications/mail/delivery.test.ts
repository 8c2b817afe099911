import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../src/platform/config/index.ts";
import { bodyOf } from "../../support/app.ts";
import { runScript } from "../../support/scripts.ts";
import { FROM, openPostOffice, type PostOffice } from "./world.ts";

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());
afterEach(() => {
  office.mailbox.answers.rcpt = () => null;
  office.mailbox.answers.data = () => null;
});

const db = () => office.hall.t.services.db;
const waiting = async () =>
  (await sql`select 1 from message where account_id is not null`.execute(db())).rows.length;
const tasks = async () => {
  const { rows } = await sql<{ attempts: number; done: boolean; dead: boolean; error: string | null }>`
    select attempts, done_at is not null as done, dead_at is not null as dead, last_error as error
    from task where kind = 'mail.send' order by id`.execute(db());
  return rows;
};
const asked = (address: string) => office.mailbox.asked.filter((one) => one === address).length;
const later = async (interval: string) => {
  await office.hall.t.database.travel(interval);
  await office.send();
};
/** Deletes all tasks and messages, then queues a confirmation letter to the address of a new person. */
async function letterTo(address: string) {
  await sql`truncate task, message`.execute(db());
  const person = await office.hall.seeker();
  await bodyOf(await office.give(person, address), 202);
  return person;
}

describe("permanently refused address", () => {
  test("is marked, shown to its owner and not tried again; a new address starts afresh", async () => {
    office.mailbox.answers.rcpt = (address) => ({ code: 550, text: `5.1.1 <${address}>: user unknown` });
    const person = await letterTo("nobody@example.com");
    await office.send();
    expect(await office.mail(person)).toMatchObject({ state: "failing", address: "nobody@example.com" });
    expect(await waiting()).toBe(0);
    expect(await tasks()).toEqual([{ attempts: 1, done: true, dead: false, error: null }]);
    await later("2 hours");
    expect(asked("nobody@example.com")).toBe(1);
    office.mailbox.answers.rcpt = () => null;
    await bodyOf(await office.give(person, "nobody@example.com"), 202);
    expect(await office.mail(person)).toMatchObject({ state: "waiting" });
    await office.send();
    expect(office.lettersTo("nobody@example.com")).toHaveLength(1);
  });

  test("gets no letters about new postings, also after a confirmation", async () => {
    await office.reader("left@example.com", "瓦工");
    office.mailbox.answers.rcpt = () => ({ code: 550, text: "5.1.1 user unknown" });
    const plain = { duties: "砌墙抹灰。", requirements: "能吃苦。" };
    await office.hall.publish({ ...plain, title: "瓦工" });
    await office.look();
    const before = asked("left@example.com");
    await office.hall.publish({ ...plain, title: "瓦工班长" });
    await office.hall.t.database.travel("5 hours");
    await office.look();
    expect(asked("left@example.com")).toBe(before);
  });

  test("is not marked if only one letter is refused", async () => {
    office.mailbox.answers.data = () => ({ code: 554, text: "5.7.1 looks like spam" });
    const person = await letterTo("spam@example.com");
    await office.send();
    expect(await office.mail(person)).toMatchObject({ state: "waiting" });
    expect([await waiting(), (await tasks())[0]?.done]).toEqual([0, true]);
  });
});

describe("temporary failure", () => {
  test("451 is retried at growing intervals until the letter is delivered", async () => {
    office.mailbox.answers.rcpt = () => ({
      code: 451,
      text: "4.7.1 <grey@example.com> greylisted, try later",
    });
    const person = await letterTo("grey@example.com");
    for (let n = 0; n < 9; n += 1) await later("1 hour 1 second");
    expect(office.lettersTo("grey@example.com")).toEqual([]);
    const [task] = await tasks();
    expect(task).toMatchObject({ done: false, dead: false });
    expect(task?.attempts).toBeGreaterThan(5);
    expect(task?.error).toContain("451");
    expect(task?.error).not.toContain("example.com");
    office.mailbox.answers.rcpt = () => null;
    await later("1 hour 1 second");
    expect(office.lettersTo("grey@example.com")).toHaveLength(1);
    expect([await waiting(), (await tasks())[0]?.done]).toEqual([0, true]);
    expect(await office.mail(person)).toMatchObject({ state: "waiting" });
  });

  test("an unreachable server is retried until it is back", async () => {
    await letterTo("patient@example.com");
    await office.mailbox.close();
    await office.send();
    await later("20 seconds");
    expect((await tasks())[0]).toMatchObject({ attempts: 2, done: false, dead: false });
    await office.mailbox.reopen();
    await later("1 minute");
    expect(office.lettersTo("patient@example.com")).toHaveLength(1);
  });

  test("a letter is dropped after a day, not moved to the dead-letter list", async () => {
    office.mailbox.answers.rcpt = () => ({ code: 451, text: "later" });
    await letterTo("late@example.com");
    for (let n = 0; n < 24; n += 1) await later("1 hour 1 second");
    office.mailbox.answers.rcpt = () => null;
    await later("1 hour 1 second");
    expect(office.lettersTo("late@example.com")).toEqual([]);
    expect([await waiting(), await tasks()]).toEqual([
      0,
      [expect.objectContaining({ done: true, dead: false })],
    ]);
  });

  test("a refused sender is our fault: the address is not marked, the letter waits", async () => {
    office.mailbox.answers.sender = () => ({ code: 550, text: "5.7.1 sender not allowed" });
    const person = await letterTo("blameless@example.com");
    await office.send();
    expect(await office.mail(person)).toMatchObject({ state: "waiting" });
    expect((await tasks())[0]).toMatchObject({ attempts: 1, done: false, dead: false });
    office.mailbox.answers.sender = () => null;
    await later("1 minute");
    expect(office.lettersTo("blameless@example.com")).toHaveLength(1);
  });
});

describe("worker killed after the server accepted the letter", () => {
  const die = (ids: "stable" | "fresh") =>
    runScript("dying-mailer", [office.hall.t.database.url, office.mailbox.url, FROM, ids]);
  const idsTo = (address: string) =>
    office.lettersTo(address).map((letter) => office.mailbox.header(letter, "message-id"));

  test("sends it again under the same Message-ID; twin: with a new id per try the receiver sees two letters", async () => {
    for (const [ids, address, distinct] of [
      ["stable", "killed@example.com", 1],
      ["fresh", "twin@example.com", 2],
    ] as const) {
      await letterTo(address);
      await office.hall.t.database.travel("10 minutes");
      expect(await die(ids)).toBe("SIGKILL");
      expect(idsTo(address)).toHaveLength(1);
      // With the clock five minutes back the letter is still due, and its lease still runs, however slow the
      // machine is.
      await later("-5 minutes");
      expect(idsTo(address)).toHaveLength(1);
      await later("5 minutes 11 seconds");
      expect(idsTo(address)).toHaveLength(2);
      expect(new Set(idsTo(address)).size).toBe(distinct);
      expect(idsTo(address)[1]).toMatch(/^<[0-9a-f-]{36}@lianpin\.example>$/);
      await later("1 hour");
      expect(idsTo(address)).toHaveLength(2);
    }
  });
});

describe("configuration", () => {
  const mail = { SMTP_URL: "smtps://user:pass@mail.example:465", MAIL_FROM: "no-reply@city.example" };
  test("of the mail server is complete or absent", () => {
    expect(readConfig({}).mail).toBeNull();
    expect(readConfig({ SMTP_URL: "", MAIL_FROM: "" }).mail).toBeNull();
    expect(readConfig(mail).mail).toEqual({ url: mail.SMTP_URL, from: mail.MAIL_FROM });
    expect(() => readConfig({ SMTP_URL: mail.SMTP_URL })).toThrow("SMTP_URL and MAIL_FROM go together");
    expect(() => readConfig({ MAIL_FROM: mail.MAIL_FROM })).toThrow("SMTP_URL and MAIL_FROM go together");
  });
  test("is validated, and the server's address may come from a file", () => {
    for (const url of ["mail.example", "http://mail.example", "smtp://"])
      expect(() => readConfig({ ...mail, SMTP_URL: url })).toThrow("SMTP_URL");
    for (const from of ["city", "City <a@b.example>", "a@b.example\r\nBcc: c@d.example"])
      expect(() => readConfig({ ...mail, MAIL_FROM: from })).toThrow("MAIL_FROM");
    const files = { SMTP_URL_FILE: "/run/secrets/smtp_url", MAIL_FROM: mail.MAIL_FROM };
    expect(readConfig(files, () => `${mail.SMTP_URL}\n`).mail?.url).toBe(mail.SMTP_URL);
  });
});
