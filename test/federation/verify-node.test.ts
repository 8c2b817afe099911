import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifierText, verifyNode } from "../../src/federation/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { twoAgreements } from "../factories/cities.ts";
import { CITY, put } from "../platform/changes/feed.ts";
import { type TestApp, testApp } from "../support/app.ts";
import { endPrograms, startProgram } from "../support/program.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { initNode, rootOf } from "./support/node.ts";

const OTHER = "211400";
let t: TestApp;
let node: RunningApp;
let roots: string[];
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  await sql`update city set hosted = (code in (${CITY}, ${OTHER}))`.execute(t.services.db);
  roots = (await initNode(t.services, [CITY, OTHER])).roots.map(verifierText);
  for (let n = 1; n <= 300; n += 1) await put(t.services.db, `记录${n}`, n);
  await sequence(t.services.db);
  node = await startApp(t.services);
});
afterAll(async () => {
  await endPrograms();
  await node.close();
  await t.close();
});

type Change = (path: string, bytes: Uint8Array) => Uint8Array;
const fetchBytes =
  (change: Change = (_, bytes) => bytes) =>
  async (url: string) => {
    const answer = await fetch(url);
    if (answer.status !== 200) throw new Error(`HTTP_${answer.status}`);
    return change(url, new Uint8Array(await answer.arrayBuffer()));
  };

test("every public log of a node verifies, an empty one too", async () => {
  const verdicts = [
    { log: `${CITY}/public`, size: 300, fault: null },
    { log: `${OTHER}/public`, size: 0, fault: null },
  ];
  expect(await verifyNode(node.origin, { roots, fetchBytes: fetchBytes() })).toEqual(verdicts);
  expect(await verifyNode(node.origin, { roots: [], fetchBytes: fetchBytes() })).toEqual(verdicts);
  const [first = ""] = roots;
  expect(await verifyNode(node.origin, { roots: [first], fetchBytes: fetchBytes() })).toEqual([verdicts[0]]);
});

test("a node of other roots is refused, and a log with one changed byte", async () => {
  const stranger = verifierText(await rootOf(CITY));
  await expect(
    verifyNode(node.origin, { roots: [stranger], fetchBytes: fetchBytes() }),
  ).rejects.toMatchObject({
    fault: "UNKNOWN_KEY",
  });
  const flip = (part: string, at: number) =>
    fetchBytes((url, bytes) => {
      if (url.includes(part)) bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    });
  const faultOf = async (part: string, at: number) =>
    (await verifyNode(node.origin, { roots, fetchBytes: flip(part, at) }))[0]?.fault;
  expect(await faultOf("entries/000", 100)).toMatch(/ROOT|HEADER|OTHER_LOG|GAP/);
  expect(await faultOf("entries/001.p/44", 300)).toMatch(/ROOT|HEADER|OTHER_LOG|GAP/);
  expect(await faultOf("public/1/checkpoint", 60)).toMatch(/note: /);
});

test("the command says so, with its exit code", async () => {
  const run = async (args: string[]) => {
    const program = startProgram({ script: "fed", args: ["verify", ...args] });
    return [(await program.ended).code, program.output()] as const;
  };
  const [code, said] = await run([node.origin, "--root-key", roots[0] ?? ""]);
  expect([code, said.trim()]).toEqual([0, `${CITY}/public：300 条，树根、签名和每一条都对`]);
  const stranger = verifierText(await rootOf(CITY));
  expect((await run([node.origin, "--root-key", stranger]))[0]).toBe(1);
  expect((await run(["http://127.0.0.1:9"]))[0]).toBe(1);
  expect((await run([]))[0]).toBe(2);
}, 60_000);
