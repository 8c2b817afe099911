import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLog } from "../../../src/platform/start/log.ts";
import { bodyOf } from "../../support/app.ts";
import { dumpText } from "../../support/dump.ts";
import { linkIn, openPostOffice, type PostOffice } from "./world.ts";

const ADDRESS = "canary.jinsique@example.com";
let office: PostOffice;
let said = "";
const tokens: string[] = [];
let dump = "";

beforeAll(async () => {
  office = await openPostOffice();
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += chunk.toString();
    return true;
  });
  try {
    office.hall.t.services.log = createLog("debug");
    await everyFlow();
  } finally {
    write.mockRestore();
  }
});
afterAll(() => office.close());

/**
 * Takes an e-mail address through every step: entered, refused temporarily, confirmed, notified, refused
 * permanently. The mail server's refusals always contain the address.
 */
async function everyFlow(): Promise<void> {
  const { hall, mailbox } = office;
  const refuse = (code: number) => (address: string) => ({ code, text: `<${address}> no, ${address}` });
  const person = await hall.seeker();
  mailbox.answers.rcpt = refuse(451);
  await bodyOf(await office.give(person, ADDRESS), 202);
  await office.send();
  dump += await dumpText(hall.t.services.db);
  mailbox.answers.rcpt = () => null;
  await hall.t.database.travel("1 minute");
  await office.send();
  const link = linkIn(office.newest(ADDRESS), "/mail/confirm");
  const leave = linkIn(office.newest(ADDRESS), "/mail/unsubscribe");
  tokens.push(link.split("=")[1] ?? "", leave.split("=")[1] ?? "");
  await office.visit("GET", link);
  await office.visit("POST", link, { origin: "http://localhost" });
  await office.visit("GET", leave);
  await office.give(person, `${ADDRESS} nonsense`);
  await bodyOf(
    await person.call("POST", "/api/v1/me/saved-searches", { body: { q: "焊工", filter: {} } }),
    201,
  );
  await hall.publish({ title: "氩弧焊工" });
  mailbox.answers.rcpt = refuse(450);
  await office.look();
  dump += await dumpText(hall.t.services.db);
  mailbox.answers.rcpt = refuse(550);
  await hall.t.database.travel("1 minute");
  await office.send();
  await sql`create function leak() returns trigger language plpgsql as
    $$ begin raise exception 'duplicate key (address)=(%)', ${sql.lit(ADDRESS)}; end $$`.execute(
    hall.t.services.db,
  );
  await sql`create trigger leak before update on mail_address for each row execute function leak()`.execute(
    hall.t.services.db,
  );
  await office.give(person, ADDRESS);
  dump += await dumpText(hall.t.services.db);
}

test("no table holds the address or a link's token in plain text", () => {
  expect(dump).toContain("mail.give");
  expect(dump).toContain("mail.confirm");
  expect(dump).toContain("mail.failing");
  for (const canary of [ADDRESS, "jinsique", ...tokens]) {
    expect(canary.length).toBeGreaterThan(5);
    expect(dump).not.toContain(canary);
    expect(dump).not.toContain(Buffer.from(canary).toString("hex"));
  }
});

test("no log line holds them, including texts of the mail server and the database", () => {
  expect(said).toContain("answered 451");
  expect(said).toContain("refused for good");
  expect(said).toContain("duplicate key");
  for (const canary of [ADDRESS, "jinsique", ...tokens]) expect(said).not.toContain(canary);
});

test("no feed, task or audit row holds them", async () => {
  const { rows } = await sql<{ all: string }>`
    select (select string_agg(payload, ' ') from log_entry) || (select string_agg(payload::text || coalesce(last_error, ''), ' ') from task)
      || (select string_agg(detail::text, ' ') from audit) as all`.execute(office.hall.t.services.db);
  expect(rows[0]?.all.length).toBeGreaterThan(100);
  expect(rows[0]?.all).not.toMatch(/[\w.]+@[\w.]+/);
});
