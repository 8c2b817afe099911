import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { engineKeys, registerEngineKeys } from "../../src/search/worker.ts";
import { type Asked, type MeiliStub, refusal, startMeiliStub } from "../support/meili-stub.ts";

const masterKey = "a-key-that-makes-keys";

type Body = { uid: string; name: string; indexes: string[]; actions: string[]; expiresAt: null };
const expectedKey = ({ body }: Asked) =>
  createHmac("sha256", masterKey)
    .update((body as Body).uid)
    .digest("hex");

describe("engine keys", () => {
  let stub: MeiliStub;
  beforeAll(async () => {
    stub = await startMeiliStub();
  });
  beforeEach(() => {
    stub.asked.length = 0;
    stub.answer = (asked) => ({ status: 201, body: { ...(asked.body as Body), key: expectedKey(asked) } });
  });
  afterAll(() => stub.close());
  const register = () => registerEngineKeys({ url: stub.url, masterKey });

  test("the search key may only search our index; the index key may make no keys", async () => {
    await register();
    expect(stub.asked.map(({ method, path, key }) => [method, path, key])).toEqual([
      ["POST", "/keys", masterKey],
      ["POST", "/keys", masterKey],
    ]);
    const [api, worker] = stub.asked.map(({ body }) => body as Body);
    expect(api).toMatchObject({ indexes: ["postings"], actions: ["search"], expiresAt: null });
    expect(worker?.indexes).toEqual(["*"]);
    expect(worker?.actions).toEqual(expect.arrayContaining(["documents.add", "indexes.swap", "tasks.get"]));
    expect(worker?.actions.filter((action) => /\*|^(keys|dumps|snapshots)/.test(action))).toEqual([]);
  });

  test("are derived before the engine runs, by the engine's own rule", async () => {
    await register();
    const known = await engineKeys(masterKey);
    expect(known.map(({ value }) => value)).toEqual(stub.asked.map(expectedKey));
    expect(known.map(({ process }) => process)).toEqual(["api", "worker"]);
  });

  test("are created once: existing keys stay unchanged", async () => {
    stub.answer = () => refusal(409, "api_key_already_exists");
    await expect(register()).resolves.toBeUndefined();
    expect(stub.asked.length).toBe(2);
  });

  test("a refusal, or a key with another value, is reported", async () => {
    stub.answer = () => refusal(403, "invalid_api_key");
    await expect(register()).rejects.toThrow("invalid_api_key");
    stub.answer = (asked) => ({ status: 201, body: { ...(asked.body as Body), key: "another" } });
    await expect(register()).rejects.toThrow("another way");
  });
});
