import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signCheckpoint, signingKey, verifierText } from "../../src/federation/index.ts";
import { logHead, rootOf, sequence } from "../../src/platform/changes/index.ts";
import { put, STREAM, wholeLog } from "../platform/changes/feed.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { buildGo, goInstalled } from "./go/build.ts";

const ORIGIN = "fx.example.cn/fed/210900/public/1";

describe.skipIf(!goInstalled)("a reader that is not ours", () => {
  let database: TestDatabase;
  let folder: string;
  let program: string;
  let files: { checkpoint: string; earlier: string; verifier: string; entries: string };
  beforeAll(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), "lianpin-go-"));
    program = buildGo("verify-log", folder);
    const { db } = database;
    const signer = await signingKey(ORIGIN, new Uint8Array(32).fill(7));
    const checkpoint = async () => {
      await sequence(db);
      const head = await logHead(db, STREAM);
      if (!head) throw new Error("no log");
      return signCheckpoint({ origin: ORIGIN, size: head.frontier.size, root: rootOf(head.frontier) }, [
        signer,
      ]);
    };
    for (let n = 1; n <= 5; n += 1) await put(db, "a", n, { title: "电焊工", n });
    const earlier = await checkpoint();
    for (let n = 6; n <= 300; n += 1) await put(db, `记录${n}`, n);
    const now = await checkpoint();
    const { entries } = await wholeLog(db);
    files = {
      checkpoint: now,
      earlier,
      verifier: verifierText(signer),
      entries: entries.map(({ header }) => `${header}\n`).join(""),
    };
  }, 300_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  function verify(changed: Partial<typeof files> = {}) {
    for (const [name, text] of Object.entries({ ...files, ...changed }))
      writeFileSync(join(folder, name), text);
    const { status, stdout } = spawnSync(program, [folder], { encoding: "utf8" });
    return { status, said: stdout.trim() };
  }

  test("verifies every entry, and that the log only grew", () => {
    expect(verify()).toEqual({ status: 0, said: "verified 300 entries, consistent with 5" });
  });

  const flipped = (text: string, at: number) =>
    `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`;

  test.each([
    ["entries", 40, "refused: record"],
    ["entries", 10_000, "refused: record"],
    ["checkpoint", 60, "refused: checkpoint"],
    ["earlier", 60, "refused: earlier"],
    ["verifier", 70, "refused: verifier"],
  ] as const)("refuses one changed byte of %s at %i", (name, at, said) => {
    const { status, said: answer } = verify({ [name]: flipped(files[name], at) });
    expect([status, answer.startsWith(said)], answer).toEqual([1, true]);
  });
});
