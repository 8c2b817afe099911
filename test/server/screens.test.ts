import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "../../db/client.ts";
import { runningEmbedded } from "../../db/embedded/index.ts";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { publishedFair } from "../factories/fairs.ts";
import { dataFolder } from "../support/folder.ts";
import { endPrograms, type Program, portOf, startProgram } from "../support/program.ts";
import { testContext } from "../support/system-context.ts";

const SCREENS = 100;
const folder = dataFolder();
let db: Db;
let program: Program;
let address: string;

beforeAll(async () => {
  program = startProgram({ env: { DATA_DIR: folder.path, PORT: "0", DEMO: "0" } });
  await program.says("已就绪");
  const url = runningEmbedded(folder.path);
  if (!url) throw new Error("the database is not running");
  db = createDb(url, { max: 4, onError: () => undefined });
  const ctx = await testContext(db);
  await twoAgreements(db);
  const { fair } = await publishedFair(ctx, await officer(ctx, HOME));
  await sql`update app.clock set skew = interval '10 days 1 hour'`.execute(db);
  address = `http://127.0.0.1:${portOf(program)}/fairs/${fair.id}/board/events`;
});
afterAll(async () => {
  await endPrograms();
  await folder.remove();
});

/** Reads a response to its end. Rejects if the connection breaks before the end. */
async function readOut(line: Response): Promise<string> {
  if (!line.body) throw new Error("no line");
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of line.body) text += decoder.decode(piece, { stream: true });
  return text;
}

test("the worker counts the board, every screen gets it, and SIGTERM ends the streams cleanly", async () => {
  const lines = await Promise.all(Array.from({ length: SCREENS }, () => fetch(address)));
  expect(lines.map(({ status }) => status)).toEqual(Array(SCREENS).fill(200));
  expect(lines[0]?.headers.get("content-security-policy")).toContain("default-src 'self'");
  const texts = lines.map(readOut);
  const [watched] = await Promise.all([fetch(address)]);
  const reader = watched.body?.getReader();
  let seen = "";
  while (!seen.includes("id: ")) seen += new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  await db.destroy();
  program.child.kill("SIGTERM");
  for (const text of await Promise.all(texts)) expect(text).toMatch(/^retry: \d+\n\n[\s\S]*id: 1\ndata: \{/);
  expect(await program.ended).toEqual({ code: 0, signal: null });
});
