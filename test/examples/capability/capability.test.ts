import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../../support/app.ts";
import { dataFolder } from "../../support/folder.ts";
import { type Operation, operationsOf } from "../../support/operations.ts";
import { ROOT } from "../../support/sources.ts";
import { EDITS } from "./edits.ts";
import { writeProgram } from "./program.ts";

type Loaded = {
  app: typeof import("../../../src/app.ts");
  capabilities: typeof import("../../../src/capabilities.ts");
  migrations: typeof import("../../../db/migrate.ts");
  workers: typeof import("../../../workers/index.ts");
};

const folder = dataFolder();
let program: Loaded;
let t: TestApp;
let officer: Client;

const load = (path: string) => import(/* @vite-ignore */ join(folder.path, path));

beforeAll(async () => {
  writeProgram(folder.path);
  program = {
    app: await load("src/app.ts"),
    capabilities: await load("src/capabilities.ts"),
    migrations: await load("db/migrate.ts"),
    workers: await load("workers/index.ts"),
  };
  t = await testApp({ createApp: program.app.createApp });
  await program.migrations.migrate(t.services.db);
  await twoAgreements(t.services.db);
  officer = await t.asOfficer(HOME);
}, 300_000);
afterAll(async () => {
  await t.close();
  await folder.remove();
});

const IN_A_WEEK = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

async function announced(title: string, departsAt = IN_A_WEEK()): Promise<string> {
  const answer = await officer.call("POST", "/api/v1/shuttles", { body: { city: HOME, title, departsAt } });
  return (await bodyOf<{ id: string }>(answer, 201)).id;
}

const pageFor = async (client: Client, path: string) =>
  (await t.app.request(path, { headers: { cookie: `session=${client.token}` } })).text();

describe("adding a capability", () => {
  test("touches nine existing files", () => {
    expect([...new Set(EDITS.map(({ file }) => file))].sort()).toEqual([
      "db/migrations/index.ts",
      "db/schema/index.ts",
      "src/background.ts",
      "src/capabilities.ts",
      "src/web/index.ts",
      "src/web/text/errors/index.ts",
      "src/web/text/navigation.ts",
      "test/architecture/table-owners.ts",
      "test/platform/http/world.ts",
    ]);
  });

  test("keeps the types and the rules of architecture", { timeout: 600_000 }, async () => {
    const { stdout } = await promisify(execFile)("npm", ["run", "check:example"], { cwd: ROOT });
    expect(stdout).toMatch(/Test Files .*passed/);
    expect(stdout).not.toContain("failed");
  });

  test("puts its declarations into the program", () => {
    const { PROGRAM } = program.capabilities;
    expect(PROGRAM.records).toContain("shuttle");
    expect(PROGRAM.tasks.map(({ kind }) => kind)).toContain("shuttles.depart");
    expect(PROGRAM.statuses).toMatchObject({ SHUTTLE_STATE: 409, NOT_FOUND: 404, FAIR_STATE: 409 });
    expect(() => program.workers.assertComplete(program.workers.registry)).not.toThrow();
  });
});

describe("the example's routes", () => {
  test("answer, and the error code has its status and its text", async () => {
    const id = await announced("early bus");
    const away = await officer.call("POST", `/api/v1/shuttles/${id}/departure`);
    expect(await bodyOf(away, 200)).toMatchObject({ id, city: HOME, departed: true });
    const again = await officer.call("POST", `/api/v1/shuttles/${id}/departure`);
    expect(await bodyOf(again, 409)).toMatchObject({ code: "SHUTTLE_STATE", title: "班车已经发出" });
  });

  test("enforce their policies: role at the door, record by a missing-thing answer", async () => {
    const id = await announced("guarded bus");
    const seeker = await t.signInAs(freshPhone());
    const neighbour = await t.asOfficer(NEIGHBOUR);
    const path = `/api/v1/shuttles/${id}/departure`;
    expect((await t.call("POST", path)).status).toBe(401);
    expect((await seeker.call("POST", path)).status).toBe(403);
    const foreign = await bodyOf<{ code: string }>(await neighbour.call("POST", path), 404);
    const missing = await neighbour.call("POST", `/api/v1/shuttles/${t.services.ids.uuid()}/departure`);
    expect([foreign.code, missing.status]).toEqual(["NOT_FOUND", 404]);
  });

  test("stand in the generated matrices with their policies", () => {
    const own = operationsOf(t.app).filter(({ path }) => path.includes("/shuttles"));
    const policies = Object.fromEntries(own.map(({ name, policy }: Operation) => [name, policy]));
    expect(policies).toEqual({
      "POST /api/v1/shuttles": { who: ["officer"] },
      "POST /api/v1/shuttles/{id}/departure": {
        who: ["officer"],
        on: { record: "shuttle", param: "id", by: "city" },
      },
      "GET /union/shuttles": { who: ["officer"] },
    });
  });
});

describe("the example's work and page", () => {
  test("the task runs when it is due and not before", async () => {
    const id = await announced("bus by the clock");
    const departed = async () => {
      await program.workers.drainAll(t.services);
      const { rows } = await sql<{ away: boolean }>`
        select departed_at is not null as away from shuttle where id = ${id}`.execute(t.services.db);
      return rows[0]?.away;
    };
    expect(await departed()).toBe(false);
    await t.database.travel("8 days");
    expect(await departed()).toBe(true);
  });

  test("the page answers and stands in the navigation, for its roles alone", async () => {
    const text = await pageFor(officer, "/union/shuttles");
    expect(text).toContain("bus by the clock");
    expect(text).toMatch(/<a href="\/union\/shuttles" aria-current="page">.*班车/);
    expect(await pageFor(officer, "/union/fairs")).toContain('href="/union/shuttles"');
    const { navigation } = program.capabilities.PROGRAM;
    expect(navigation.union.at(-1)).toMatchObject({ key: "union.shuttles", roles: ["officer"] });
  });
});
