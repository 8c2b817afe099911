import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyCheckout } from "../support/checkout.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { startProgram } from "../support/program.ts";
import { TEST_SECRET } from "../support/services.ts";
import { startWrangler, type Wrangler } from "../support/wrangler.ts";

let checkout: ReturnType<typeof copyCheckout>;
let database: DemoDatabase;
let wrangler: Wrangler;
beforeAll(async () => {
  checkout = copyCheckout();
  database = await demoDatabase();
});
afterAll(async () => {
  await wrangler?.stop();
  await database?.drop();
  checkout.remove();
});

const edgeVars = async (env: Record<string, string>) => {
  const program = startProgram({ script: "edge:vars", cwd: checkout.path, env });
  return { ended: await program.ended, output: program.output() };
};

test("npm run edge:vars without a running program says what to do, and writes nothing", async () => {
  const { ended, output } = await edgeVars({});
  expect([ended.code, output]).toEqual([1, expect.stringContaining("npm start")]);
});

test("wrangler dev in a bare clone says what is missing; after npm run edge:vars it serves the home page", async () => {
  wrangler = await startWrangler({ cwd: checkout.path });
  const bare = await fetch(wrangler.origin);
  expect([bare.status, await bare.text()]).toEqual([503, expect.stringContaining("npm run edge:vars")]);
  const { ended } = await edgeVars({ DATABASE_URL: database.url, SECRET_KEY: TEST_SECRET });
  expect(ended.code).toBe(0);
  expect(statSync(join(checkout.path, ".dev.vars")).mode & 0o077).toBe(0);
  await wrangler.stop();
  wrangler = await startWrangler({ cwd: checkout.path });
  const home = await fetch(wrangler.origin);
  expect([home.status, await home.text()]).toEqual([200, expect.stringContaining("</html>")]);
});
