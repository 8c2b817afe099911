import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PROGRAM } from "../../../src/capabilities.ts";
import { anySealedPhone } from "../../../src/identity/index.ts";
import { createVault } from "../../../src/platform/core/vault.ts";
import { checkKeys, rekey } from "../../../src/platform/keys/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const [A = "", B = "", C = ""] = ["a", "b", "c"].map(
  (name) => `${name} key of the tests of keys, 0123456789`,
);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 4 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await sql`truncate vault_key, account cascade`.execute(database.db);
});

/** Starts with these keys. Returns the code of the refusal, or `serves`. */
const start = async (secret: string, ...previous: string[]) =>
  checkKeys(database.db, await createVault(secret, ...previous), anySealedPhone).then(
    () => "serves",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : String(error)),
  );

const statuses = async () =>
  (
    await sql<{ status: string }>`select status from vault_key order by created_at, status desc`.execute(
      database.db,
    )
  ).rows.map(({ status }) => status);

async function addAccount(secret: string, phone: string) {
  const vault = await createVault(secret);
  await sql`insert into account (id, phone_index, phone_sealed)
    values (gen_random_uuid(), ${await vault.index(phone)}, ${await vault.seal(phone)})`.execute(database.db);
}

test("a first start records its key; another key is refused and changes nothing", async () => {
  expect(await start(A)).toBe("serves");
  expect(await start(B)).toBe("KEYS_WRONG");
  expect(await start(B, C)).toBe("KEYS_WRONG");
  expect(await statuses()).toEqual(["current"]);
  expect(await start(A)).toBe("serves");
});

test("a database from before recorded keys takes only the key that opens its phones", async () => {
  await addAccount(A, "13800000000");
  expect(await start(B)).toBe("KEYS_WRONG");
  expect(await statuses()).toEqual([]);
  expect(await start(A)).toBe("serves");
});

test("concurrent first starts record one key", async () => {
  const outcomes = await Promise.all([start(A), start(A), start(A), start(B)]);
  expect(await statuses()).toEqual(["current"]);
  expect(outcomes.filter((outcome) => outcome === "KEYS_WRONG").length).toBeGreaterThan(0);
});

test("a change of keys: the previous one is needed until rekey is done, and swapped keys are refused", async () => {
  await start(A);
  await addAccount(A, "13800000000");
  expect(await start(B, A)).toBe("serves");
  expect(await start(B)).toBe("KEYS_PREVIOUS_MISSING");
  expect(await start(A, B)).toBe("KEYS_SWAPPED");
  expect(await start(A)).toBe("KEYS_SWAPPED");
  expect(await start(C, B)).toBe("KEYS_PREVIOUS_MISSING");
  expect((await statuses()).sort()).toEqual(["current", "previous"]);

  const tools = { db: database.db, vault: await createVault(B, A) };
  expect(await rekey(tools, PROGRAM.sealed)).toEqual({ done: 1, left: [] });
  expect(await start(B)).toBe("serves");
  expect(await start(A, B)).toBe("KEYS_SWAPPED");
  expect(await start(C, B)).toBe("serves");
  expect(await start(B, C)).toBe("KEYS_SWAPPED");
});
