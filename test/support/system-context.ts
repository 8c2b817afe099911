import type { Db } from "../../db/client.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { createServices, type RequestContext, systemContext } from "../../src/platform/context.ts";
import { createVault } from "../../src/platform/core/vault.ts";

export const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Returns a system context over a test database. */
export async function testContext(db: Db): Promise<RequestContext> {
  const services = createServices({
    config: readConfig({}),
    db,
    vault: await createVault("a secret of thirty-two characters!!"),
    log: quietLog,
    sms: { reveals: true, send: async () => undefined },
  });
  return systemContext(services, "test");
}
