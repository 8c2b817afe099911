import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyOf } from "../../support/app.ts";
import { linkIn, openPostOffice, type PostOffice } from "./world.ts";

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office.close());

const plain = { duties: "按图纸加工零件。", requirements: "会看图纸。" };
const publish = (title: string, more = {}) => office.hall.publish({ ...plain, title, ...more });
const found = (address: string) =>
  office.lettersTo(address).filter(({ text }) => !text.includes("/mail/confirm"));

describe("letter about new postings", () => {
  test("names search, title, pay, place and link, and is sent once", async () => {
    await office.reader("one@example.com", "车工");
    await publish("车工", { payText: "6000-8000元/月" });
    const other = await publish("数控车工");
    await office.look();
    const [letter, ...more] = found("one@example.com");
    expect(more).toEqual([]);
    expect(letter?.text).toContain("车工（新岗位 2 个）");
    expect(letter?.text).toContain("6,000–8,000 元/月 · 葫芦岛");
    expect(letter?.text).toContain(`http://localhost:3000/postings/${other}`);
    expect(letter?.text).toContain("不想再收到这样的信");
    for (const word of ["数控车工", "6,000–8,000 元/月", `href="http://localhost:3000/postings/${other}"`])
      expect(letter?.html).toContain(word);
    await office.look();
    await office.hall.t.database.travel("5 hours");
    await office.look();
    expect(found("one@example.com")).toHaveLength(1);
  });

  test("gathers several searches, lists ten postings, counts the rest, and names no posting twice", async () => {
    await office.reader("many@example.com", "铣工", "铣工 葫芦岛");
    for (let n = 0; n < 12; n += 1) await publish(`铣工${n}号`);
    await office.look();
    const [letter, ...more] = found("many@example.com");
    expect(more).toEqual([]);
    expect(letter?.text.match(/\/postings\/[0-9a-f-]{36}/g)).toHaveLength(10);
    expect(letter?.text).toContain("还有 2 个没列出来");
  });

  test("goes only to confirmed addresses of people who kept the search", async () => {
    const waiting = await office.hall.seeker();
    await office.give(waiting, "unconfirmed@example.com");
    await bodyOf(
      await waiting.call("POST", "/api/v1/me/saved-searches", { body: { q: "镗工", filter: {} } }),
      201,
    );
    const gone = await office.reader("gone@example.com", "镗工");
    await bodyOf(await gone.call("DELETE", "/api/v1/me/mail"), 204);
    await publish("镗工");
    await office.look();
    expect([found("unconfirmed@example.com"), found("gone@example.com")]).toEqual([[], []]);
  });

  test("a second letter waits four hours, lists everything found since, and omits closed postings", async () => {
    await office.reader("often@example.com", "磨工");
    await publish("外圆磨工");
    await office.look();
    expect(found("often@example.com")).toHaveLength(1);
    await publish("平面磨工");
    await office.look();
    const closed = await publish("工具磨工");
    await office.look();
    expect(found("often@example.com")).toHaveLength(1);
    await sql`update posting set status = 'closed' where id = ${closed}`.execute(office.hall.t.services.db);
    await office.hall.t.database.travel("4 hours");
    await office.look();
    const [, second, ...more] = found("often@example.com");
    expect(more).toEqual([]);
    expect(second?.text).toContain("平面磨工");
    expect(second?.text).not.toContain("工具磨工");
    expect(second?.text).not.toContain("外圆磨工");
  });

  test("four concurrent runs send one letter; twin: without the mark on the person's turn they send more", async () => {
    const { db } = office.hall.t.services;
    const addresses = Array.from({ length: 6 }, (_, n) => `race${n}@example.com`);
    for (const address of addresses) await office.reader(address, "钳工", "装配钳工", "划线钳工");
    const sent = () => addresses.map((address) => found(address).length);
    await publish("装配钳工");
    await office.look(4);
    expect(sent()).toEqual([1, 1, 1, 1, 1, 1]);
    await publish("划线钳工");
    await office.look(4);
    expect(sent()).toEqual([1, 1, 1, 1, 1, 1]);

    await sql`create function forgetful() returns trigger language plpgsql as $$ begin new.told_at := null; return new; end $$`.execute(
      db,
    );
    await sql`create trigger forgetful before update on mail_address for each row execute function forgetful()`.execute(
      db,
    );
    await sql`update mail_address set told_at = null`.execute(db);
    await publish("修理钳工");
    await office.look(4);
    await publish("模具钳工");
    await office.look(4);
    expect(Math.min(...sent())).toBeGreaterThan(2);
    await sql`drop trigger forgetful on mail_address`.execute(db);
  });

  test("four concurrent writers take each match once; twin: without the mark it is written again", async () => {
    const { db } = office.hall.t.services;
    await office.reader("mark@example.com", "刨工");
    await publish("刨工");
    await office.look(4);
    expect(found("mark@example.com")).toHaveLength(1);
    await office.hall.t.database.travel("5 hours");
    await office.look();
    expect(found("mark@example.com")).toHaveLength(1);
    await sql`update saved_search_match set to_mail = true`.execute(db);
    await office.hall.t.database.travel("5 hours");
    await office.look();
    expect(found("mark@example.com")).toHaveLength(2);
  });
});

describe("text from outside", () => {
  test("cannot create headers or markup", async () => {
    const evil = '<b>焊工</b>\r\nBcc: thief@example.com\r\n\r\nX: "y"\u2028z';
    const person = await office.reader("inject@example.com", "焊接机器人");
    const id = await publish("焊接机器人");
    const { db } = office.hall.t.services;
    await office.hall.settle();
    await sql`update posting set title = ${evil} where id = ${id}`.execute(db);
    const account = person.ctx.actor.kind === "account" ? person.ctx.actor.accountId : "";
    await sql`update saved_search set label = ${evil} where account_id = ${account}`.execute(db);
    await office.look();
    const [letter] = found("inject@example.com");
    expect(letter?.to).toEqual(["inject@example.com"]);
    const names = letter?.headers.map(({ name }) => name) ?? [];
    expect(names).not.toContain("bcc");
    expect(names).not.toContain("x");
    expect(names.filter((name) => name === "subject")).toHaveLength(1);
    expect(letter?.html).not.toContain("<b>");
    expect(letter?.html).toContain("&lt;b&gt;焊工&lt;/b&gt; Bcc: thief@example.com");
    expect(letter?.text).not.toMatch(/^Bcc:/m);
    expect(office.mailbox.asked).not.toContain("thief@example.com");
  });
});

describe("unsubscribe", () => {
  const OURS = { origin: "http://localhost" };
  const wayOut = (address: string) => linkIn(office.newest(address), "/mail/unsubscribe");

  test("stands in every letter: in its text, its HTML and its headers", () => {
    expect(office.mailbox.received.length).toBeGreaterThan(10);
    for (const letter of office.mailbox.received) {
      const link = `http://localhost:3000${linkIn(letter, "/mail/unsubscribe")}`;
      expect(link).toMatch(/token=[\w-]{64}$/);
      expect(letter.html).toContain(link);
      expect(office.mailbox.header(letter, "list-unsubscribe")).toBe(`<${link}>`);
      expect(office.mailbox.header(letter, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
      expect(office.mailbox.header(letter, "auto-submitted")).toBe("auto-generated");
      expect(letter.from).toBe("no-reply@lianpin.example");
    }
  });

  test("by page: opening the link changes nothing, the button unsubscribes, twice is once", async () => {
    const person = await office.reader("page@example.com", "锻工");
    const link = wayOut("page@example.com");
    expect((await office.visit("GET", link)).text).toContain("不再收信");
    expect(await office.mail(person)).toMatchObject({ state: "confirmed" });
    for (let n = 0; n < 2; n += 1) {
      const left = await office.visit("POST", link, OURS);
      expect([left.status, left.text.includes("已经停了")]).toEqual([200, true]);
    }
    expect(await office.mail(person)).toMatchObject({ state: "none", address: null });
    await publish("锻工");
    await office.look();
    expect(found("page@example.com")).toEqual([]);
  });

  test("by one click of a mail program, without cookie or origin, as form or multipart", async () => {
    const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    for (const [n, type] of types.entries()) {
      const address = `click${n}@example.com`;
      const person = await office.reader(address);
      const answer = await office.hall.t.app.request(wayOut(address), {
        method: "POST",
        headers: { "content-type": type },
        body:
          n === 0
            ? "List-Unsubscribe=One-Click"
            : '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      });
      expect(answer.status).toBe(200);
      expect(await office.mail(person)).toMatchObject({ state: "none" });
    }
  });

  test("a forged link is missing; a link for an older address does not end letters to the new one", async () => {
    const person = await office.reader("older@example.com");
    const old = wayOut("older@example.com");
    const token = old.split("token=")[1] ?? "";
    const forged = [
      "",
      "x",
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`,
      token.slice(0, 32).padEnd(64, "A"),
    ];
    for (const one of forged)
      for (const method of ["GET", "POST"])
        expect((await office.visit(method, `/mail/unsubscribe?token=${one}`, OURS)).status).toBe(404);
    expect(await office.mail(person)).toMatchObject({ state: "confirmed" });
    await bodyOf(await office.give(person, "newer@example.com"), 202);
    expect((await office.visit("POST", old, OURS)).status).toBe(200);
    expect(await office.mail(person)).toMatchObject({ state: "waiting", address: "newer@example.com" });
  });
});
