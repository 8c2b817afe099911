import { consoleChannel } from "../../src/identity/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { createServices, type Log, type Services } from "../../src/platform/context.ts";
import { createVault } from "../../src/platform/core/vault.ts";
import { gzip } from "../../src/platform/http/answers/gzip.ts";
import type { TestDatabase } from "./database.ts";

export const TEST_SECRET = "a-secret-of-the-tests-0123456789abcdef";

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Creates services on a test's own database. `parts` replace any of them. */
export async function openServices(
  database: Pick<TestDatabase, "db" | "url">,
  parts: Partial<Services> = {},
): Promise<Services> {
  return createServices({
    config: readConfig({
      SECRET_KEY: TEST_SECRET,
      RATE_LIMIT_PER_MINUTE: "100000",
      DATABASE_URL: database.url,
    }),
    db: database.db,
    vault: await createVault(TEST_SECRET),
    log: silent,
    sms: consoleChannel(),
    gzip,
    ...parts,
  });
}
