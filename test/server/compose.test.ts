import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/platform/config/index.ts";
import { COMPOSE_TEXT, NEIGHBOUR_TEXT, readCompose } from "../containers/compose-file.ts";
import { complaints } from "../containers/compose-schema.ts";

const values = { PUBLIC_URL: "https://jobs.test", SMS_WEBHOOK_URL: "https://sms.test" };
const compose = readCompose(values);
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build === ".");

/** Services that end by themselves. */
const ONCE = ["engine-keys", "register-keys", "migrate", "recover", "stream-config"];
/** Services that get the engine's master key, and no secret of the database or of people. */
const KEYMAKERS = ["engine-keys", "register-keys"];
/** Services that start on demand, by their profile. */
const PROFILES = { recover: "recover" };

/** Returns a secret of 32 characters or more that belongs to one file. */
const secretOf = (path: string) => Buffer.from(path).toString("hex");

describe("docker-compose.yml", () => {
  test("is valid by the Compose schema; a misspelt key is not", () => {
    expect(complaints(compose)).toEqual([]);
    const wrong = structuredClone(compose) as unknown as { services: Record<string, object> };
    wrong.services.api = { ...wrong.services.api, healthchek: {} };
    expect(complaints(wrong)).not.toEqual([]);
  });

  test("runs every part with a health check, limits, and its dependencies healthy", () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      "api",
      "engine-keys",
      "meilisearch",
      "migrate",
      "postgres",
      "recover",
      "redis",
      "register-keys",
      "wal",
      "worker",
    ]);
    const profiled = services.flatMap(([name, { profiles }]) => profiles?.map((one) => [name, one]) ?? []);
    expect(Object.fromEntries(profiled)).toEqual(PROFILES);
    for (const [name, service] of services) {
      if (!ONCE.includes(name))
        expect([name, service.healthcheck?.test.length]).not.toEqual([name, undefined]);
      expect([name, service.mem_limit, service.logging?.options["max-size"]]).toEqual([
        name,
        expect.stringMatching(/^\d+[mg]$/),
        "10m",
      ]);
      expect([name, service.ports]).toEqual([name, undefined]);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {}))
        expect([other, condition]).toEqual([
          other,
          ONCE.includes(other) ? "service_completed_successfully" : "service_healthy",
        ]);
    }
    expect(services.filter(([, service]) => service.depends_on?.meilisearch).map(([name]) => name)).toEqual([
      "register-keys",
    ]);
  });

  test("the proxy of the example fits the services", () => {
    const path = new URL("../../docs/examples/compose.nginx.yml", import.meta.url);
    const example = parse(readFileSync(path, "utf8"));
    expect(complaints(example)).toEqual([]);
    expect(compose.services).toMatchObject({ api: { expose: ["3000", "9464"] } });
    expect(example.services.proxy.depends_on).toEqual({ api: { condition: "service_healthy" } });
  });

  test("the node of another city has a database, secrets and an address of its own", () => {
    const url = "https://other.test";
    const other = readCompose({ ...values, NEIGHBOUR_URL: url }, NEIGHBOUR_TEXT);
    expect(complaints(other)).toEqual([]);
    for (const [name, service] of Object.entries(other.services)) {
      expect([name, service.profiles, service.ports]).toEqual([name, ["neighbour"], undefined]);
      expect(Object.keys(compose.services)).not.toContain(name);
      if (!service.build) continue;
      expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ["ALL"] });
      const config = readConfig(service.environment ?? {}, secretOf);
      expect([config.production, config.workers, config.redisUrl, config.meili]).toEqual([
        true,
        true,
        null,
        null,
      ]);
      expect([config.origins, new URL(config.databaseUrl ?? "").hostname]).toEqual([
        [url],
        "neighbour-postgres",
      ]);
    }
    const shared = Object.keys(compose.secrets);
    const own = Object.values(other.services).flatMap(({ secrets = [] }) => secrets);
    expect([...new Set(own.filter((name) => !shared.includes(name)))].sort()).toEqual(
      Object.keys(other.secrets).sort(),
    );
    expect(own.filter((name) => shared.includes(name))).not.toContain("secret_key");
  });

  test("runs our image read-only and without privileges, and engines by a named version", () => {
    expect(ours.map(([name]) => name)).toEqual(["engine-keys", "register-keys", "migrate", "api", "worker"]);
    for (const [, service] of ours)
      expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ["ALL"] });
    expect(compose.services.api?.deploy).toEqual({ replicas: 2 });
    for (const [, service] of services) expect(service.image).toMatch(/:v?\d/);
  });

  test("gives our processes a valid configuration, with every secret from a file", () => {
    const all: string[] = [];
    for (const [name, service] of ours) {
      const files: string[] = [];
      const read = (path: string) => {
        files.push(path.replace("/run/secrets/", ""));
        return `${secretOf(path)}\n`;
      };
      const config = readConfig(service.environment ?? {}, read);
      const keymaker = KEYMAKERS.includes(name);
      expect([name, config.production, config.workers]).toEqual([name, !keymaker, name !== "api"]);
      if (!keymaker) {
        expect(new URL(config.databaseUrl ?? "").password).toBe(secretOf("/run/secrets/database_password"));
        expect(config.redisUrl && config.sms && config.secretKey).toBeTruthy();
      }
      expect([name, config.meili !== null, config.meiliMaster !== null]).toEqual([name, !keymaker, keymaker]);
      const secrets = files.filter((file) => !file.startsWith("/keys/"));
      const own = name === "worker" ? "worker" : "api";
      expect([name, ...files.filter((file) => !secrets.includes(file))]).toEqual(
        keymaker ? [name] : [name, `/keys/${own}/meili_key`],
      );
      expect([...(service.secrets ?? [])].sort()).toEqual(secrets.sort());
      all.push(...secrets);
    }
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(all)].sort());
    expect(JSON.stringify(compose)).not.toMatch(/stream/i);
    expect(COMPOSE_TEXT).not.toMatch(/(PASSWORD|_KEY|_SECRET): /);
  });
});
