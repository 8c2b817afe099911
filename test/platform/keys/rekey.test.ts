import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROGRAM } from "../../../src/capabilities.ts";
import { ensureAccount, phoneOf, requestCode, signIn } from "../../../src/identity/index.ts";
import { readUnsubscribeToken, unsubscribeToken } from "../../../src/notifications/mail/unsubscribe-token.ts";
import { contextFor, type RequestContext } from "../../../src/platform/context.ts";
import { createVault, sealedStart, type Vault } from "../../../src/platform/core/vault.ts";
import { checkKeys, rekey } from "../../../src/platform/keys/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { runScript } from "../../support/scripts.ts";
import { openServices } from "../../support/services.ts";

const [A = "", B = ""] = ["a", "b"].map((name) => `${name} key of the tests of rekey, 0123456789`);
const PEOPLE = 450;
const phone = (n: number) => `138${String(n).padStart(8, "0")}`;

let database: TestDatabase;
let old: Vault;
let both: Vault;
beforeAll(async () => {
  database = await testDatabase({ max: 8 });
  [old, both] = [await createVault(A), await createVault(B, A)];
  const services = await openServices(database, { vault: old });
  for (let n = 0; n < PEOPLE; n += 1) await ensureAccount(services, database.db, { phone: phone(n) });
  await sql`insert into mail_address (account_id, address_index, address_sealed, confirmed_at)
    select id, ${await old.index("a@example.com")}, ${await old.seal("a@example.com")}, now() from account limit 1`.execute(
    database.db,
  );
  await checkKeys(database.db, old, async () => null);
  await checkKeys(database.db, both, async () => null);
});
afterAll(() => database.drop());

async function visitor(vault: Vault): Promise<RequestContext> {
  return contextFor(await openServices(database, { vault }), { kind: "anonymous" });
}

const accounts = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from account`.execute(database.db)).rows[0]?.n;

async function signInAs(vault: Vault, wanted: string): Promise<void> {
  const ctx = await visitor(vault);
  const { devCode = "" } = await requestCode(ctx, { phone: wanted });
  await signIn(ctx, { phone: wanted, code: devCode });
}

const left = async (vault: Vault) => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from account where substring(phone_sealed for 9) <> ${sealedStart(vault)}`.execute(
    database.db,
  );
  return rows[0]?.n;
};

test("every encrypted column of the schema is declared", async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and column_name ~ 'sealed|answer|canary'`.execute(
    database.db,
  );
  const declared = PROGRAM.sealed.map(({ table, sealed }) => `${table}.${sealed}`);
  expect(rows.map(({ name }) => name).sort()).toEqual([...declared, "vault_key.canary"].sort());
});

test("before rekey, a sign-in finds the account of the earlier key and moves it", async () => {
  await signInAs(both, phone(1));
  expect(await accounts()).toBe(PEOPLE);
  expect(await left(both)).toBe(PEOPLE - 1);
});

test("twin: without the earlier key, the same sign-in makes a second account", async () => {
  await signInAs(await createVault(B), phone(2));
  expect(await accounts()).toBe(PEOPLE + 1);
  await sql`delete from session where account_id in (select id from account where phone_index = ${await both.index(phone(2))})`.execute(
    database.db,
  );
  await sql`delete from account where phone_index = ${await both.index(phone(2))}`.execute(database.db);
});

test("a killed rekey goes on when it runs again, while people sign in; everybody is found once", async () => {
  expect(await runScript("dying-rekey", [database.url, B, A, "account"])).toBe("SIGKILL");
  const after = await left(both);
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(PEOPLE - 1);

  const tools = { db: database.db, vault: both };
  const wanted = [3, 120, 250, 380, 449].map(phone);
  const [done, again] = await Promise.all([
    rekey(tools, PROGRAM.sealed),
    rekey(tools, PROGRAM.sealed),
    ...wanted.map((one) => signInAs(both, one)),
  ]);
  expect([done?.left, again?.left]).toEqual([[], []]);
  expect(await accounts()).toBe(PEOPLE);
  expect(await left(both)).toBe(0);

  const present = await createVault(B);
  await checkKeys(database.db, present, async () => null);
  const services = await openServices(database, { vault: present });
  for (const one of wanted) {
    const id = await ensureAccount(services, database.db, { phone: one });
    expect(await phoneOf(services, database.db, id)).toBe(one);
  }
  expect(await accounts()).toBe(PEOPLE);
});

test("a link to end letters from before the change still works, and only with the earlier key", async () => {
  const of = {
    accountId: "01a2291e-ad48-7008-97fa-2bfead79a171",
    addressIndex: await old.index("a@example.com"),
  };
  const token = await unsubscribeToken({ vault: old }, of);
  expect(await readUnsubscribeToken({ vault: both }, token)).toMatchObject({ accountId: of.accountId });
  await expect(readUnsubscribeToken({ vault: await createVault(B) }, token)).rejects.toThrow();
});

test("two accounts of one phone are left, and keep the previous key needed", async () => {
  await ensureAccount(await openServices(database, { vault: old }), database.db, { phone: phone(5) });
  const answer = await rekey({ db: database.db, vault: both }, PROGRAM.sealed);
  expect(answer.left).toEqual([{ table: "account", count: 1 }]);
});
