import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { databaseToday } from "../../src/platform/core/store.ts";
import { createLog } from "../../src/platform/start/log.ts";
import { type Hall, INVITE, openHall } from "../applications/world.ts";
import { bodyOf } from "../support/app.ts";
import { dumpText } from "../support/dump.ts";

/** Personal data with unique texts, by which the tests find copies of it outside its tables. */
const CANARY = {
  callName: "金丝雀甲",
  certificate: "金丝雀乙证",
  message: "金丝雀丙留言",
  startFrom: "金丝雀丁日",
};
/** The only tables that may contain each text. Enterprises may read it only with a valid consent. */
const HOLDERS = {
  [CANARY.callName]: ["profile"],
  [CANARY.certificate]: ["profile"],
  [CANARY.startFrom]: ["profile"],
  [CANARY.message]: ["application"],
};

let hall: Hall;
let phone: string;
let token: string;
let said = "";
beforeAll(async () => {
  hall = await openHall();
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    said += chunk.toString();
    return true;
  });
  try {
    hall.t.services.log = createLog("debug");
    await everyFlow();
  } finally {
    write.mockRestore();
  }
});
afterAll(() => hall.t.close());

/**
 * Runs every step of an application, with many invalid requests. A person applies, the enterprise reads and
 * answers, the person starts and withdraws.
 */
async function everyFlow(): Promise<void> {
  const [person, postingId] = [await hall.seeker(false), await hall.publish()];
  ({ phone, token } = person);
  const card = {
    callName: CANARY.callName,
    skills: ["welder"],
    places: ["210900"],
    certificates: [CANARY.certificate],
    startFrom: CANARY.startFrom,
    veteran: true,
  };
  await hall.applyTo(postingId, person, {
    card: { ...card, skills: ["none-such"] },
    message: CANARY.message,
  });
  const { id } = await bodyOf<{ id: string }>(
    await hall.applyTo(postingId, person, { card, message: CANARY.message }),
    201,
  );
  await hall.received(id);
  await hall.answer(id, { kind: "invite" });
  await hall.answer(id, INVITE);
  await person.call("GET", `/api/v1/applications/${phone}`);
  await person.call("GET", `/me?phone=${phone}&name=${encodeURIComponent(CANARY.callName)}`);
  await hall.t.call("POST", "/api/v1/sessions", { body: { phone, code: "000000" } });
  await sql`
    create function leak() returns trigger language plpgsql as
    $$ begin raise exception 'duplicate key (phone)=(%) Bearer %', ${sql.lit(phone)}, ${sql.lit(token)}; end $$`.execute(
    hall.t.services.db,
  );
  await sql`create trigger leak before update on profile for each row execute function leak()`.execute(
    hall.t.services.db,
  );
  await person.call("PUT", "/api/v1/me/profile", { body: card });
  await hall.member.call("POST", `/api/v1/applications/${id}/start`, {
    body: { startedOn: await databaseToday(hall.t.services.db) },
  });
  await person.call("POST", `/api/v1/applications/${id}/start-confirmation`);
  await hall.settle();
}

describe("personal data", () => {
  test("lies in its own table only: not in changes, notices, audit, tasks, search", async () => {
    const text = await dumpText(hall.t.services.db);
    const tables = text.split(/^(?=public\.\S+$)/m);
    expect(tables.length).toBeGreaterThan(20);
    for (const [canary, holders] of Object.entries(HOLDERS)) {
      const found = tables.filter((table) => table.includes(canary)).map((table) => table.split("\n")[0]);
      expect([canary, found]).toEqual([canary, holders.map((name) => `public.${name}`)]);
    }
    const hex = (value: string) => Buffer.from(value).toString("hex");
    for (const canary of [phone, token, hex(phone), hex(token)]) expect(text).not.toContain(canary);
    expect(text).toContain("application.invite");
  });

  test("is in no feed for other cities or the public", async () => {
    const { rows } = await sql<{ all: string }>`
      select string_agg(header || coalesce(payload, ''), ' ') as all from log_entry`.execute(
      hall.t.services.db,
    );
    const feed = rows[0]?.all ?? "";
    expect(feed.length).toBeGreaterThan(100);
    for (const canary of [...Object.values(CANARY), phone]) expect(feed).not.toContain(canary);
    expect(feed).not.toMatch(/veteran|callName|certificates/);
  });

  test("is on no page and in no answer for visitors", async () => {
    const paths = ["/", "/postings", "/ranking", "/cities", "/api/v1/postings", "/api/v1/enterprises"];
    const texts = await Promise.all(paths.map(async (path) => (await hall.t.call("GET", path)).text()));
    for (const canary of [...Object.values(CANARY), phone]) expect(texts.join("\n")).not.toContain(canary);
  });

  test("reaches no log line, errors included", () => {
    const lines = said.trim().split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(said).toContain("duplicate key");
    for (const canary of [...Object.values(CANARY), phone, token, "000000"])
      expect(said).not.toContain(canary);
    for (const canary of Object.values(CANARY)) expect(said).not.toContain(encodeURIComponent(canary));
  });
});
