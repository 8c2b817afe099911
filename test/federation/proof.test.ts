import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkProof,
  checkpointVerifiers,
  cityInDirectory,
  cosignatures,
  createOffers,
  initCity,
  readWitness,
  verifierText,
} from "../../src/federation/index.ts";
import { openEpoch, sequence } from "../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { openGuardedFetch } from "../../src/platform/outbound/guarded-fetch.ts";
import { proof } from "../../workers/cli/fed/proof.ts";
import { verify } from "../../workers/cli/fed/verify.ts";
import { twoAgreements } from "../factories/cities.ts";
import { CITY, put } from "../platform/changes/feed.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { endPrograms, startProgram } from "../support/program.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { buildGo, goInstalled } from "./go/build.ts";
import { type FakeWitness, fakeWitness } from "./support/fake-witness.ts";
import { rootOf, URL_OF_NODE } from "./support/node.ts";

const STREAM = `${CITY}/public`;
const ORIGIN = `fx.example.cn/fed/${STREAM}/1`;
const outbound = openGuardedFetch({ allow: ["loopback"] });
let t: TestApp;
let node: RunningApp;
let witness: FakeWitness;
let folder: string;
let rootKey: string;
let ctx: RequestContext;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lianpin-proof-"));
  t = await testApp();
  await twoAgreements(t.services.db);
  await sql`update city set hosted = (code = ${CITY})`.execute(t.services.db);
  const root = await rootOf(CITY);
  rootKey = verifierText(root);
  await initCity(systemContext(t.services, "test"), {
    city: CITY,
    url: URL_OF_NODE,
    roots: [root],
    days: 365,
  });
  witness = await fakeWitness();
  const config = { ...t.services.config, witnesses: [witness.setting] };
  ctx = systemContext({ ...t.services, config }, "test");
  const keys = await logKeys(1);
  witness.logs.set(ORIGIN, { keys, size: 0, root: new Uint8Array() });
  await publish(1, 300);
  node = await startApp(t.services);
}, 120_000);
afterAll(async () => {
  await endPrograms();
  witness.close();
  await outbound.close();
  await node.close();
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

async function logKeys(epoch: number) {
  const known = await cityInDirectory(t.services, CITY);
  if (!known) throw new Error("no directory");
  return checkpointVerifiers(known, { stream: STREAM, epoch, at: new Date() });
}
async function publish(from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await put(t.services.db, `record${n}`, n);
  while ((await sequence(t.services.db)) > 0);
}
const checkpoint = async (epoch = 1) =>
  (await fetch(`${node.origin}/fed/v1/log/${STREAM}/${epoch}/checkpoint`)).text();
const seen = async () => cosignatures(await checkpoint(), [readWitness(witness.key)]);
/** Returns new offers, whose breakers have not failed yet. */
const offers = () => createOffers(ctx, { fetch: outbound.fetch });

describe("an outside witness (a fake one, over HTTP)", () => {
  test("cosigns what grew, and the checkpoint shows it", async () => {
    expect(await seen()).toEqual([]);
    const offering = offers();
    await offering.look();
    expect((await seen()).map(({ name }) => name)).toEqual(["fake-witness.example/w1"]);
    await offering.look();
    expect(witness.answers, "nothing grew").toEqual([200]);
    await publish(301, 700);
    await offering.look();
    expect(witness.answers).toEqual([200, 200]);
    expect((await checkpoint()).split("\n")[1]).toBe("700");
    expect(await seen()).toHaveLength(1);
    await offering.close();
  });

  test("a cosigned checkpoint stands two seconds, then the newer one without cosignature", async () => {
    await publish(701, 703);
    expect((await checkpoint()).split("\n")[1]).toBe("700");
    await sql`update cosigned_checkpoint set cosigned_at = cosigned_at - interval '2 seconds'`.execute(
      t.services.db,
    );
    expect((await checkpoint()).split("\n")[1]).toBe("703");
    expect(await seen()).toEqual([]);
  });

  test("is asked again from the size that it has seen, also after this node forgot it", async () => {
    await sql`delete from cosigned_checkpoint`.execute(t.services.db);
    const before = witness.answers.length;
    const offering = offers();
    await offering.look();
    await offering.look();
    expect(witness.answers.slice(before)).toEqual([409, 200]);
    expect(await seen()).toHaveLength(1);
  });

  test("of another tree, an unknown log, a wrong signature or no answer cosigns nothing, and rests", async () => {
    const log = witness.logs.get(ORIGIN);
    if (!log) throw new Error("no log");
    const { root } = log;
    await publish(704, 704);
    const before = witness.answers.length;
    log.root = root.map((byte) => byte ^ 1);
    const offering = offers();
    await offering.look();
    await offering.look();
    expect(witness.answers.slice(before), "the second look rests").toEqual([422]);
    log.root = root;
    witness.logs.delete(ORIGIN);
    await offers().look();
    expect(witness.answers.at(-1)).toBe(404);
    const other = (await rootOf(CITY)).publicKey;
    witness.logs.set(ORIGIN, { ...log, keys: log.keys.map((key) => ({ ...key, publicKey: other })) });
    await offers().look();
    expect(witness.answers.at(-1)).toBe(403);
    witness.logs.set(ORIGIN, log);
    const unreachable = witness.setting.replace(/:\d+\//, ":9/");
    const lost = { ...ctx, config: { ...ctx.config, witnesses: [unreachable, witness.setting] } };
    await createOffers(lost, { fetch: outbound.fetch }).look();
    expect(witness.answers.at(-1), "a dead one delays no other").toBe(200);
  });
});

describe("the proof of one record", () => {
  const path = () => join(folder, "record.tlog-proof");
  let keys: string[];
  beforeAll(async () => {
    keys = (await logKeys(1)).map(verifierText);
  });

  test("is written by the command, and holds by the file and the log's key alone", async () => {
    const asked = [node.origin, "--root-key", rootKey, "--proof"];
    const program = startProgram({
      script: "fed",
      args: ["verify", ...asked, "posting/record5", "--out", path()],
    });
    const { code } = await program.ended;
    expect([code, program.output().includes(keys[0] ?? "-")], program.output()).toEqual([0, true]);
    const check = ["check", path(), "--log-key", keys[0] ?? "", "--witness-key", witness.key];
    const said: string[] = [];
    const logs = [console.log, console.error] as const;
    console.log = (line: string) => said.push(line);
    console.error = (line: string) => said.push(line);
    try {
      expect(await proof(check)).toBe(0);
      expect(said.join("\n")).toMatch(/posting record5 [\s\S]*fake-witness\.example\/w1/);
      expect(await proof(["check", path(), "--log-key", rootKey])).toBe(1);
      await expect(proof(["check", path()])).rejects.toThrow("npm run fed");
      expect(await verify([...asked, "posting/record5", "--out", path()]), "the file is there").toBe(1);
      expect(await verify([...asked, "posting/nobody", "--out", join(folder, "none")])).toBe(1);
      expect(said.map((line) => line.split(":")[0]).slice(-3)).toEqual([
        "REFUSED",
        "FILE_EXISTS",
        "RECORD_ABSENT",
      ]);
    } finally {
      [console.log, console.error] = logs;
    }
  }, 60_000);

  test("one changed byte anywhere is refused", async () => {
    const text = readFileSync(path(), "utf8");
    const given = { keys, witnesses: [witness.key] };
    expect((await checkProof(text, given)).header).toMatchObject({ kind: "posting", id: "record5", rev: 5 });
    let accepted = "";
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === "\n" ? " " : String.fromCharCode(text.charCodeAt(at) ^ 1);
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const held = await checkProof(changed, given).catch(() => null);
      // Names and ids of signature lines choose the key; one that nobody knows is another signer's.
      if (held && held.witnessed.length > 0) accepted += `${at} `;
    }
    expect(accepted).toBe("");
  });

  test.skipIf(!goInstalled)(
    "Go's reader of trees accepts it, and refuses one changed byte",
    async () => {
      const program = buildGo("check-proof", folder);
      const text = readFileSync(path(), "utf8");
      const go = (changed: string) => {
        writeFileSync(join(folder, "changed"), changed);
        const { status, stdout } = spawnSync(program, [join(folder, "changed"), keys[0] ?? ""], {
          encoding: "utf8",
        });
        return `${status} ${stdout.trim()}`;
      };
      expect(go(text)).toBe("0 verified entry 4 of 704");
      const flip = (at: number) =>
        text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const parts = [text.indexOf("extra ") + 50, text.indexOf("index ") + 6, text.indexOf("\n\n") - 10];
      for (const at of [...parts, text.indexOf(ORIGIN) + 3, text.indexOf("\n704\n") + 2])
        expect(go(flip(at)), `byte ${at}`).toMatch(/^1 refused: /);
    },
    60_000,
  );
});

test("a new epoch is another log to the witness, and is proved from its beginning", async () => {
  await t.services.db.transaction().execute((tx) => openEpoch(tx, { stream: STREAM, epoch: 2 }));
  while ((await sequence(t.services.db)) > 0);
  const origin = ORIGIN.replace(/1$/, "2");
  witness.logs.set(origin, { keys: await logKeys(2), size: 0, root: new Uint8Array() });
  await offers().look();
  expect(witness.answers.at(-1)).toBe(200);
  expect(await cosignatures(await checkpoint(2), [readWitness(witness.key)])).toHaveLength(1);
});
