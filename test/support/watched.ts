import { createDb, type Db } from "../../db/client.ts";
import type { Config } from "../../src/platform/config/index.ts";
import type { Services } from "../../src/platform/context.ts";
import type { MetricsServer } from "../../src/platform/start/metrics/server.ts";
import { VERSION } from "../../src/search/meili/settings.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { drainAll, openMetrics } from "../../workers/index.ts";
import { twoAgreements } from "../factories/cities.ts";
import { put } from "../platform/changes/feed.ts";
import { type TestApp, testApp } from "./app.ts";
import { dataFolder } from "./folder.ts";
import { openMailServer } from "./mail-certificate.ts";
import { type MeiliStub, startMeiliStub } from "./meili-stub.ts";
import { type RunningApp, startApp } from "./server.ts";

export type Watched = {
  t: TestApp;
  /** The services of the served app: two connections, and statements of at most 3 s. */
  services: Services;
  running: RunningApp;
  stub: MeiliStub;
  /** Where Prometheus reads. */
  target: string;
  /** Returns the age of the newest backup in seconds; a test may replace it. */
  backup: { age: () => Promise<number | undefined> };
  /** Ends the metrics, and opens them again on the same port, with changes of the configuration. */
  closeMetrics(): Promise<void>;
  reopenMetrics(config?: Partial<Config>): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts the app on loopback with its metrics, a recorded search engine and a mail server with a certificate
 * of 90 days. The process runs no background work of its own.
 */
export async function watchedProgram(config: Partial<Config> = {}): Promise<Watched> {
  const folder = dataFolder();
  const [stub, mail] = [await startMeiliStub(), await openMailServer(90)];
  const t = await testApp({
    config: {
      meili: { url: stub.url, key: "k" },
      mail: { url: mail.url, from: "no-reply@example.org" },
      metrics: { port: 0, host: "127.0.0.1" },
      dataDir: folder.path,
      ...config,
    },
  });
  const db: Db = createDb(t.database.url, { max: 2, statementTimeoutMs: 3_000, onError: () => undefined });
  const services: Services = { ...t.services, db };
  const running = await startApp(services);
  await twoAgreements(t.services.db);
  await put(t.services.db, t.services.ids.uuid(), 1);
  await drainAll(t.services);
  await markIndex(t.services.db, VERSION, true);
  const backup: Watched["backup"] = { age: async () => 3_600 };
  let metrics: MetricsServer | null = null;
  let port = 0;
  const open = async (more: Partial<Config> = {}) => {
    const changed = { ...t.services.config, metrics: { port, host: "127.0.0.1" }, ...more };
    services.config = changed;
    metrics = await openMetrics({
      kind: "api",
      services,
      background: { ...t.services, config: changed },
      counts: async () => ({ waiting: 0, active: 0 }),
      age: () => backup.age(),
    });
    port = metrics?.port ?? 0;
  };
  await open();
  return {
    t,
    services,
    running,
    stub,
    target: `127.0.0.1:${port}`,
    backup,
    closeMetrics: async () => metrics?.close(),
    reopenMetrics: open,
    async close() {
      await metrics?.close();
      await running.close();
      await db.destroy();
      await mail.close();
      await stub.close();
      await t.close();
      await folder.remove();
    },
  };
}
