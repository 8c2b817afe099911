import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Asked, type MeiliStub, startMeiliStub } from "../support/meili-stub.ts";
import { PATIENCE } from "../support/patience.ts";
import { ROOT } from "../support/sources.ts";
import { mayBox, NODE_ID, rightsOf } from "./box.ts";
import { readCompose } from "./compose-file.ts";
import type { Engine } from "./engines.ts";
import { House } from "./house.ts";
import { type Image, makeImage, packagesOf } from "./image.ts";

const MIB = 1024 * 1024;
const SITE = "https://jobs.example.org";
/** Two runs at once use two networks. */
const NET = `127.${64 + (process.pid % 128)}.${randomBytes(1)[0]}`;
const ADDRESSES = {
  postgres: [`${NET}.2`],
  redis: [`${NET}.3`],
  meilisearch: [`${NET}.4`],
  api: [`${NET}.5`, `${NET}.6`],
  worker: [`${NET}.7`],
};

const possible = mayBox() || Boolean(process.env.CI);

describe.skipIf(!possible)("the image and docker-compose.yml, without a container engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-containers-"));
  let image: Image;
  beforeAll(async () => {
    // The account of the containers enters it; secrets lie in a closed folder.
    chmodSync(folder, 0o755);
    image = await makeImage(join(folder, "image"));
    console.log(`the image adds ${(image.size / MIB).toFixed(1)} MiB to its base`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("the image holds compiled files, no database and no transpiler, and runs as a user", () => {
    const packages = packagesOf(image);
    expect(packages).toContain("@node-rs/jieba");
    expect(packages.filter((name) => !name.startsWith("@node-rs/"))).toEqual([]);
    for (const path of ["src", "db", "workers", "package.json", "node_modules/.bin"])
      expect([path, existsSync(join(image.root, image.workdir, path))]).toEqual([path, false]);
    expect([image.user, image.env, image.command]).toEqual([
      "node",
      { NODE_ENV: "production" },
      ["node", "dist/server.cjs"],
    ]);
    expect(image.size).toBeLessThan(64 * MIB);
  });

  describe("docker compose up, from nothing", () => {
    const secrets = join(folder, "secrets");
    const values = { PUBLIC_URL: SITE, SMS_WEBHOOK_URL: "https://sms.example.org/send" };
    const secret = (name: string) => readFileSync(join(secrets, name), "utf8");
    let house: House;
    let stub: MeiliStub | undefined;
    let openEngine: (engine: Engine) => void;

    beforeAll(async () => {
      const compose = readCompose(values);
      mkdirSync(secrets, { mode: 0o700 });
      for (const name of Object.keys(compose.secrets))
        writeFileSync(join(secrets, name), `${randomBytes(32).toString("hex")}\n`, { mode: 0o444 });
      const meilisearch = new Promise<Engine>((resolve) => {
        openEngine = resolve;
      });
      // Its tools must have the server's version, which npm has not: see wal.test.ts.
      const without = ["wal"];
      house = new House({ compose, image, folder, addresses: ADDRESSES, standIn: { meilisearch }, without });
      house.up();
      await Promise.all([house.until("api", "service_healthy"), house.until("worker", "service_healthy")]);
    });
    afterAll(async () => {
      await house?.down();
      await stub?.close();
    });

    const page = (address: string, path: string) =>
      fetch(`http://${address}:3000${path}`, { headers: { "x-forwarded-for": "203.0.113.9" } });

    test("keys and schema come first, then two api and a worker; Meilisearch is not there yet", async () => {
      const at = (event: string) => house.events.indexOf(event);
      const order = [
        "postgres healthy",
        "migrate started",
        "migrate completed",
        "api started",
        "api healthy",
      ];
      expect(order.map(at)).toEqual([...order.map(at)].sort((a, b) => a - b));
      for (const event of ["engine-keys completed", "redis healthy"])
        for (const later of ["api started", "worker started"]) expect(at(event)).toBeLessThan(at(later));
      expect(order.map(at)).not.toContain(-1);
      expect(house.events).not.toContain("meilisearch started");
      expect(house.containers.map(({ service }) => service).sort()).toEqual(["api", "api", "worker"]);
      for (const address of ADDRESSES.api) {
        const home = await page(address, "/");
        expect([home.status, await home.text()]).toEqual([200, expect.stringContaining("npm run setup")]);
        const ready = (await (await page(address, "/readyz")).json()) as {
          parts: { name: string; ok: boolean }[];
        };
        expect(ready.parts.find(({ name }) => name === "database")?.ok).not.toBe(false);
      }
    });

    test("every process of ours runs as a user without privileges, on a root that it may not write", async () => {
      for (const { child } of house.containers)
        expect(rightsOf(child.pid ?? 0)).toEqual({
          uid: NODE_ID,
          capabilities: "0".repeat(16),
          noNewPrivileges: true,
        });
      const tried =
        "echo x > /app/x; echo x > /keys/api/x; echo x > /run/secrets/secret_key; id -u; ls /run/secrets";
      const { output } = await house.run("api", ["sh", "-c", tried]);
      expect(output.match(/Read-only file system|Permission denied/g)).toHaveLength(3);
      expect(output.trim().split("\n").slice(-4)).toEqual([
        String(NODE_ID),
        "database_password",
        "secret_key",
        "sms_webhook_secret",
      ]);
    });

    test("the engine's keys follow from the master key; each process has its own", async () => {
      const [api, worker] = [
        house.readVolume("api_key", "meili_key"),
        house.readVolume("worker_key", "meili_key"),
      ];
      expect(api).toMatch(/^[0-9a-f]{64}$/);
      expect(worker).not.toBe(api);
      const again = await house.run("engine-keys", ["node", "dist/search.cjs", "keys"]);
      expect(again).toEqual({ code: 0, output: `api ${api}\nworker ${worker}\n` });
    });

    test("a city is set up, and its page is served by both replicas", async () => {
      const file = join(folder, "union.json");
      const text = readFileSync(join(ROOT, "docs/examples/five-cities.json"), "utf8");
      writeFileSync(file, text.replace(/"phone": "\d+"/, '"phone": "13800138000"'));
      const mounts = [{ from: file, to: "/union.json", readOnly: true }];
      const ran = await house.run(
        "api",
        ["node", "dist/setup.cjs", "--file", "/union.json", "--yes"],
        mounts,
      );
      expect([ran.code, ran.output]).toEqual([0, expect.stringContaining(`${SITE}/`)]);
      await vi.waitFor(async () => {
        for (const address of ADDRESSES.api)
          expect(await (await page(address, "/cities")).text()).toContain("阜新");
      }, PATIENCE);
    });

    test("the worker's nightly backup lies in a volume, and one more is made by hand", async () => {
      await vi.waitFor(() => expect(house.listVolume("backups").length).toBe(1), PATIENCE);
      const made = await house.run("worker", ["node", "dist/backup.cjs", "--to", "/backups"]);
      expect(made).toMatchObject({ code: 0, output: expect.stringContaining(".backup") });
      expect(house.listVolume("backups").length).toBe(2);
    });

    test("both replicas share one limit of requests, in Redis", async () => {
      const LIMIT = 1_200;
      const asked = async (at: number) => {
        const address = ADDRESSES.api[at % 2];
        const headers = { "x-forwarded-for": "203.0.113.77" };
        const answer = await fetch(`http://${address}:3000/api/v1/cities`, { headers });
        await answer.arrayBuffer();
        return answer.status;
      };
      const statuses: number[] = [];
      for (let at = 0; at < LIMIT + 100; at += 20)
        statuses.push(...(await Promise.all(Array.from({ length: 20 }, (_, n) => asked(at + n)))));
      const passed = statuses.filter((status) => status === 200).length;
      // Each replica reports every twelfth request, and twenty are under way at once.
      expect(passed).toBeGreaterThanOrEqual(LIMIT * 0.9);
      expect(passed).toBeLessThanOrEqual(LIMIT + 24 + 20);
      expect(statuses.filter((status) => status === 429).length).toBe(statuses.length - passed);
    });

    test("once Meilisearch answers, it learns the keys, and the worker fills it with its own", async () => {
      const master = secret("meili_master_key").trim();
      const key = ({ body }: Asked) =>
        createHmac("sha256", master)
          .update((body as { uid: string }).uid)
          .digest("hex");
      stub = await startMeiliStub(7700, ADDRESSES.meilisearch[0]);
      stub.answer = (asked) => {
        if (asked.path === "/health") return { status: 200, body: { status: "available" } };
        if (asked.path === "/keys")
          return { status: 201, body: { ...(asked.body as object), key: key(asked) } };
        return undefined;
      };
      openEngine({ stop: async () => undefined });
      await house.until("register-keys", "service_completed_successfully");
      const made = stub.asked.filter(({ path }) => path === "/keys");
      expect(made.map((asked) => [asked.key, key(asked)])).toEqual([
        [master, house.readVolume("api_key", "meili_key")],
        [master, house.readVolume("worker_key", "meili_key")],
      ]);
      const worker = house.readVolume("worker_key", "meili_key");
      await vi.waitFor(() => expect(stub?.asked.map((asked) => asked.key)).toContain(worker), PATIENCE);
    });

    test("every container ends by itself within its time", async () => {
      const codes = await house.down();
      expect(codes.sort()).toEqual([
        ["api", 0],
        ["api", 0],
        ["worker", 0],
      ]);
    });
  });
});
