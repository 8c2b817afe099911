import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailCodeChannel } from "../../src/notifications/worker.ts";
import type { Letter } from "../../src/platform/context.ts";
import { writeCode } from "../../src/web/letters.tsx";
import { drainAll } from "../../workers/drain.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";

type Sent = Letter & { id: string; to: string };
let t: TestApp;
let person: Client;
const sent: Sent[] = [];
const mail = {
  async send(letter: Sent) {
    sent.push(letter);
    return "sent" as const;
  },
};

beforeAll(async () => {
  t = await testApp();
  person = await t.signInAs(freshPhone());
  const { accountId } = person.ctx.actor as { accountId: string };
  const { vault, db } = t.services;
  const address = "wang@example.com";
  await sql`
    insert into mail_address (account_id, address_index, address_sealed, confirmed_at)
    values (${accountId}, ${await vault.index(address)}, ${await vault.seal(address)}, app.now())`.execute(
    db,
  );
  await t.database.travel("61 seconds");
});
afterAll(() => t.close());

test("without a gateway, a code goes to the confirmed address of its phone, and signs in", async () => {
  const { db, vault } = t.services;
  const sms = mailCodeChannel({ db, vault, mail, write: writeCode });
  t.services.sms = sms;
  const known = await t.call("POST", "/api/v1/sessions/otp", { body: { phone: person.phone } });
  const unknown = await t.call("POST", "/api/v1/sessions/otp", { body: { phone: freshPhone() } });
  // The same answer for both, without the code.
  expect(await bodyOf(known, 202)).toEqual(await bodyOf(unknown, 202));
  await drainAll(t.services);
  // The code of the first sign-in was waiting, too.
  expect(sent.map(({ to, unsubscribe }) => [to, unsubscribe])).toEqual([
    ["wang@example.com", null],
    ["wang@example.com", null],
  ]);
  const code = /验证码是 (\d{6})/.exec(sent.at(-1)?.text ?? "")?.[1];
  const body = { phone: person.phone, code };
  await bodyOf(await t.call("POST", "/api/v1/sessions", { body }), 201);
});

test("a text message that is no code is not sent by this way", async () => {
  const { db, vault } = t.services;
  const before = sent.length;
  const notice = { id: "1", phone: person.phone, template: "notice", values: {} } as const;
  await mailCodeChannel({ db, vault, mail, write: writeCode }).send(notice);
  expect(sent).toHaveLength(before);
});
