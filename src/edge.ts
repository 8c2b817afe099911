import { createDb, type Db } from "../db/client.ts";
import { createApp } from "./app.ts";
import { anySealedPhone, smsChannel } from "./identity/index.ts";
import { ConfigError, readConfig } from "./platform/config/index.ts";
import { createServices, type Services } from "./platform/context.ts";
import { createVault, type Vault } from "./platform/core/vault.ts";
import { edgeLog } from "./platform/http/index.ts";
import { checkKeys } from "./platform/keys/index.ts";
import { edgeFetch } from "./platform/outbound/index.ts";
import { type ReadAsset, SHEETS } from "./web/static/index.ts";
import { ASSETS_VERSION } from "./web/static/version.ts";

type Bindings = Record<string, unknown> & {
  HYPERDRIVE: { connectionString: string };
  /**
   * Static files as Cloudflare stores them: without a version in the path, and style sheets in their parts.
   */
  ASSETS: { fetch(request: URL): Promise<Response> };
};

/** Reads a static file. A style sheet that is sent as one file is joined from its parts. */
const readAsset: ReadAsset = async (path, c) => {
  const { bindings } = c.env as { bindings: Bindings };
  const answers = await Promise.all(
    (SHEETS[path] ?? [path]).map((part) => bindings.ASSETS.fetch(new URL(`/static/${part}`, c.req.url))),
  );
  if (!answers.every(({ ok }) => ok)) return null;
  return {
    body: new Uint8Array(await new Blob(await Promise.all(answers.map((one) => one.blob()))).arrayBuffer()),
  };
};

let vault: Promise<Vault> | undefined;
let keysFit: Promise<void> | undefined;

/** Checks the keys once per isolate. A failed check, also for want of a database, is repeated. */
function keysChecked(db: Db, keys: Vault): Promise<void> {
  keysFit ??= checkKeys(db, keys, anySealedPhone).catch((error: unknown) => {
    keysFit = undefined;
    throw error;
  });
  return keysFit;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

const NO_KEY =
  "SECRET_KEY is required at the edge. On your own machine: run `npm start`, then `npm run edge:vars`, then `npx wrangler dev` again.";

/**
 * Creates the services of one request, with its own database client, because Hyperdrive pools the
 * connections.
 * Outside production, DATABASE_URL of `.dev.vars` takes the place of Hyperdrive.
 * Throws for a configuration other than production, except on the developer's own machine: such a
 * configuration shows sign-in codes to the caller.
 */
async function open(bindings: Bindings, hostname: string): Promise<Services> {
  const texts = Object.entries(bindings).filter((e): e is [string, string] => typeof e[1] === "string");
  const config = readConfig(Object.fromEntries(texts));
  if (!config.production && !LOOPBACK.has(hostname))
    throw new ConfigError({ code: "EDGE_PRODUCTION", text: "NODE_ENV must be production at the edge" });
  if (!config.secretKey) throw new ConfigError({ code: "SECRET_KEY_REQUIRED", text: NO_KEY });
  vault ??= createVault(config.secretKey, ...(config.previousSecretKey ? [config.previousSecretKey] : []));
  const db = createDb(
    (config.production ? null : config.databaseUrl) ?? bindings.HYPERDRIVE.connectionString,
    {
      max: 5,
      ...(config.logSql && { onStatement: (statement) => edgeLog.info(statement, "sql") }),
    },
  );
  await keysChecked(db, await vault);
  return createServices({
    config,
    db,
    vault: await vault,
    log: edgeLog,
    sms: smsChannel(config, edgeFetch),
    outbound: edgeFetch,
    edge: true,
  });
}

const app = createApp({
  servicesOf: (env) => (env as { services: Services }).services,
  assets: { version: ASSETS_VERSION, read: readAsset },
});

export default {
  async fetch(
    request: Request,
    bindings: Bindings,
    execution: { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: unknown },
  ): Promise<Response> {
    const { hostname, pathname } = new URL(request.url);
    if (pathname.startsWith("/static/")) return app.fetch(request, { bindings }, execution);
    const services = await open(bindings, hostname).catch((error: unknown) => {
      if (error instanceof ConfigError && LOOPBACK.has(hostname)) return error;
      throw error;
    });
    if (services instanceof Error) return new Response(`${services.message}\n`, { status: 503 });
    try {
      return await app.fetch(request, { services }, execution);
    } finally {
      execution.waitUntil(services.db.destroy());
    }
  },
};
