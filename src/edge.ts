import { createDb } from "../db/client.ts";
import { createApp } from "./app.ts";
import { smsChannel } from "./identity/index.ts";
import { readConfig } from "./platform/config.ts";
import { createServices, type Services } from "./platform/context.ts";
import { createVault, type Vault } from "./platform/core/vault.ts";
import { edgeLog } from "./platform/http/index.ts";

type Bindings = Record<string, unknown> & { HYPERDRIVE: { connectionString: string } };

let vault: Promise<Vault> | undefined;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Opens one client per request, because Hyperdrive pools the connections. Beyond a developer's own machine
 * only a production configuration answers, because others reveal sign-in codes.
 */
async function open(bindings: Bindings, hostname: string): Promise<Services> {
  const texts = Object.entries(bindings).filter((e): e is [string, string] => typeof e[1] === "string");
  const config = readConfig(Object.fromEntries(texts));
  if (!config.production && !LOOPBACK.has(hostname))
    throw new Error("NODE_ENV must be production at the edge");
  if (!config.secretKey) throw new Error("SECRET_KEY is required at the edge");
  vault ??= createVault(config.secretKey);
  return createServices({
    config,
    db: createDb(bindings.HYPERDRIVE.connectionString, {
      max: 5,
      ...(config.logSql && { onStatement: (statement) => edgeLog.info(statement, "sql") }),
    }),
    vault: await vault,
    log: edgeLog,
    sms: smsChannel(config),
    edge: true,
  });
}

const app = createApp({ servicesOf: (env) => (env as { services: Services }).services });

export default {
  async fetch(
    request: Request,
    bindings: Bindings,
    execution: { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: unknown },
  ): Promise<Response> {
    const services = await open(bindings, new URL(request.url).hostname);
    try {
      return await app.fetch(request, { services }, execution);
    } finally {
      execution.waitUntil(services.db.destroy());
    }
  },
};
