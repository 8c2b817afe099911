import { PROGRAM } from "../src/capabilities.ts";
import type { Services } from "../src/platform/context.ts";
import { type MetricsServer, serveMetrics } from "../src/platform/start/metrics/server.ts";
import {
  archiveGauges,
  type BackupAge,
  backupAge,
  backupGauges,
  connectionGauges,
  diskGauges,
  feedGauges,
  mailGauges,
  partGauges,
  taskGauges,
} from "../src/platform/start/metrics/sources.ts";
import { registry } from "./registry.ts";

type Parts = {
  kind: "api" | "worker";
  /** The services of requests, and those of background work. They may be the same. */
  services: Services;
  background: Services;
  /** Jobs of the task queue by state; absent in a process without a queue of its own. */
  counts?: () => Promise<Record<string, number> | null>;
  age?: BackupAge;
};

/** Serves the metrics of a process if METRICS_PORT is set, else returns null. */
export function openMetrics({
  kind,
  services,
  background,
  counts = async () => null,
  age = backupAge,
}: Parts): Promise<MetricsServer | null> {
  const { config } = services;
  const followed = new Set(
    registry.consumers.filter(({ enabled }) => enabled?.(config) ?? true).map(({ name }) => name),
  );
  const pools =
    services.db === background.db
      ? { background: background.db }
      : { requests: services.db, background: background.db };
  const sources = [
    partGauges(PROGRAM.readiness),
    feedGauges((consumer) => followed.has(consumer)),
    taskGauges(counts),
    connectionGauges(services, pools),
    diskGauges,
    mailGauges(),
    backupGauges(age),
    archiveGauges,
    ...PROGRAM.gauges,
  ];
  return serveMetrics(services, { sources, reader: background, kind });
}
