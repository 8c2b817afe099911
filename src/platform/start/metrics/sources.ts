import { backupAge as newestBackup } from "../../../../db/backup/runs.ts";
import { poolState } from "../../../../db/client.ts";
import { archiveState } from "../../../../db/wal/archive-state.ts";
import { feedLag } from "../../changes/index.ts";
import type { Services } from "../../context.ts";
import { type HealthCheck, readParts } from "../../http/health.ts";
import { liveConnections } from "../../live/index.ts";
import type { GaugeSource, Sample } from "../../program/index.ts";
import { taskLag } from "../../tasks/index.ts";
import { diskUse, watchedFolders } from "../disk.ts";
import { certificateExpiry } from "./certificate.ts";

/** The states that `/readyz` shows, as 1 or 0. */
export const partGauges = (parts: readonly HealthCheck[]): GaugeSource => ({
  gauges: { part_up: { help: "1 if the part works, as /readyz shows it.", labels: ["part"] } },
  read: async (services) =>
    (await readParts(parts, services)).map(({ name, ok }) => ({
      gauge: "part_up",
      value: Number(ok),
      labels: { part: name },
    })),
});

/** How far sequencer and consumers are behind. `follows` is false for a consumer that is not configured. */
export const feedGauges = (follows: (consumer: string) => boolean): GaugeSource => ({
  gauges: {
    feed_unsequenced_changes: { help: "Committed changes without a number." },
    feed_unsequenced_age_seconds: { help: "Age of the oldest change without a number." },
    feed_behind_changes: { help: "Changes that the consumer has not applied.", labels: ["consumer"] },
    feed_behind_seconds: { help: "Age of the oldest of these changes.", labels: ["consumer"] },
    feed_quarantined_changes: { help: "Changes that the consumer could not apply.", labels: ["consumer"] },
  },
  async read({ db }) {
    const { unsequenced, oldestS, consumers } = await feedLag(db);
    const perConsumer = consumers
      .filter(({ consumer }) => follows(consumer))
      .flatMap(({ consumer, behind, behindS, quarantined }): Sample[] => [
        { gauge: "feed_behind_changes", value: behind, labels: { consumer } },
        { gauge: "feed_behind_seconds", value: behindS, labels: { consumer } },
        { gauge: "feed_quarantined_changes", value: quarantined, labels: { consumer } },
      ]);
    return [
      { gauge: "feed_unsequenced_changes", value: unsequenced },
      { gauge: "feed_unsequenced_age_seconds", value: oldestS },
      ...perConsumer,
    ];
  },
});

/** The tasks of the database, and the queue's jobs if this process has a queue. */
export const taskGauges = (counts: () => Promise<Readonly<Record<string, number>> | null>): GaugeSource => ({
  gauges: {
    tasks: { help: "Tasks that are due, failed and wait, or are dead.", labels: ["state"] },
    tasks_oldest_seconds: { help: "Time since which the oldest due task waits." },
    queue_jobs: { help: "Jobs of the task queue.", labels: ["state"] },
  },
  async read({ db }) {
    const [lag, jobs] = await Promise.all([taskLag(db), counts()]);
    return [
      { gauge: "tasks", value: lag.due, labels: { state: "waiting" } },
      { gauge: "tasks", value: lag.failed, labels: { state: "failed" } },
      { gauge: "tasks", value: lag.dead, labels: { state: "dead" } },
      { gauge: "tasks_oldest_seconds", value: lag.oldestS },
      ...Object.entries(jobs ?? {}).map(([state, value]) => ({
        gauge: "queue_jobs",
        value,
        labels: { state },
      })),
    ];
  },
});

/** Connections to the database by pool, and open live streams. */
export const connectionGauges = (
  serving: Pick<Services, "db">,
  pools: { requests?: Services["db"]; background: Services["db"] },
): GaugeSource => ({
  gauges: {
    database_connections: {
      help: "Connections of a pool (total, idle), and callers that wait for one (waiting).",
      labels: ["pool", "state"],
    },
    live_connections: { help: "Open streams of live pages." },
  },
  ofProcess: true,
  read: async () => [
    { gauge: "live_connections", value: liveConnections(serving) },
    ...Object.entries(pools).flatMap(([pool, db]) =>
      Object.entries(poolState(db) ?? {}).map(([state, value]) => ({
        gauge: "database_connections",
        value,
        labels: { pool, state },
      })),
    ),
  ],
});

/** The disks of the data folder, of the embedded database and of files. */
export const diskGauges: GaugeSource = {
  gauges: {
    disk_free_bytes: { help: "Free bytes on the disk of a folder.", labels: ["folder"] },
    disk_size_bytes: { help: "Size of the disk of a folder.", labels: ["folder"] },
    disk_used_ratio: { help: "Used share of the disk of a folder, from 0 to 1.", labels: ["folder"] },
  },
  async read({ config }) {
    const folders = Object.entries(watchedFolders(config));
    const samples = folders.map(async ([folder, path]): Promise<Sample[]> => {
      const { freeBytes, sizeBytes, usedRatio } = await diskUse(path);
      return [
        { gauge: "disk_free_bytes", value: freeBytes, labels: { folder } },
        { gauge: "disk_size_bytes", value: sizeBytes, labels: { folder } },
        { gauge: "disk_used_ratio", value: usedRatio, labels: { folder } },
      ];
    });
    return (await Promise.all(samples)).flat();
  },
};

const CERTIFICATE_MS = { good: 3_600_000, failed: 300_000 };

/** The mail server's certificate, read once an hour, and after a failure every five minutes. */
export function mailGauges(nowMs: () => number = Date.now): GaugeSource {
  let kept: { samples: Sample[]; untilMs: number } | undefined;
  const look = async (url: string): Promise<Sample[]> => {
    const expiry = await certificateExpiry(url);
    return [
      { gauge: "mail_server_reachable", value: 1 },
      ...(expiry
        ? [{ gauge: "mail_certificate_expiry_timestamp_seconds", value: expiry.getTime() / 1000 }]
        : []),
    ];
  };
  return {
    gauges: {
      mail_server_reachable: { help: "1 if the mail server answered at the last look." },
      mail_certificate_expiry_timestamp_seconds: {
        help: "Unix time at which the mail server's TLS certificate expires.",
      },
    },
    async read({ config }) {
      if (!config.mail) return [];
      if (kept && nowMs() < kept.untilMs) return kept.samples;
      const samples = await look(config.mail.url).catch(() => null);
      kept = {
        samples: samples ?? [{ gauge: "mail_server_reachable", value: 0 }],
        untilMs: nowMs() + (samples ? CERTIFICATE_MS.good : CERTIFICATE_MS.failed),
      };
      return kept.samples;
    },
  };
}

/** Returns the age of the newest good backup in seconds, or undefined if none is known. */
export type BackupAge = (services: Services) => Promise<number | undefined>;

/** Reads the age from the database, so that every process tells it, not only the one that writes backups. */
export const backupAge: BackupAge = async ({ db }) => (await newestBackup(db))?.ageS;

export const backupGauges = (age: BackupAge): GaugeSource => ({
  gauges: { backup_age_seconds: { help: "Age of the newest good backup." } },
  async read(services) {
    const value = await age(services);
    return value === undefined ? [] : [{ gauge: "backup_age_seconds", value }];
  },
});

/** The archive of the database's log. A database that has none reports nothing. */
export const archiveGauges: GaugeSource = {
  gauges: {
    wal_archive_connected: { help: "1 if the archive receives the log of the database." },
    wal_archive_behind_bytes: { help: "Log that the archive lacks." },
    wal_base_age_seconds: { help: "Age of the archive's newest base backup." },
  },
  async read({ db }) {
    const state = await archiveState(db);
    if (!state) return [];
    const { connected, behindBytes, baseAgeS } = state;
    return [
      { gauge: "wal_archive_connected", value: Number(connected) },
      ...(behindBytes === null ? [] : [{ gauge: "wal_archive_behind_bytes", value: behindBytes }]),
      ...(baseAgeS === null ? [] : [{ gauge: "wal_base_age_seconds", value: baseAgeS }]),
    ];
  },
};
