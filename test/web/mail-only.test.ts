import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAIL } from "../../src/web/text/public/mail.ts";
import { type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const me = async (who: Client) =>
  (await t.app.request("/me", { headers: { cookie: `session=${who.token}` } })).text();

test("where codes go by e-mail alone, 我的 asks for an address until one is confirmed", async () => {
  const who = await t.signInAs(freshPhone());
  const { config, vault } = t.services;
  expect(await me(who)).not.toContain(MAIL.needed);
  Object.assign(config, { production: true, mail: { url: "smtp://127.0.0.1", from: "a@example.com" } });
  expect(await me(who)).toContain(MAIL.needed);
  const address = await vault.seal("wang@example.com");
  await sql`
    insert into mail_address (account_id, address_sealed, address_index, confirmed_at)
    select id, ${address}, ${address}, app.now() from account`.execute(t.services.db);
  expect(await me(who)).not.toContain(MAIL.needed);
  Object.assign(config, { production: false, mail: null });
});
