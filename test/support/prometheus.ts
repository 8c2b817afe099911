import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { parse, stringify } from "yaml";
import { PATIENCE } from "./patience.ts";
import { onFreePort } from "./redis.ts";
import { ROOT } from "./sources.ts";

const BINARY = "/usr/bin/prometheus";
export const MONITORING = join(ROOT, "docs", "monitoring");

/**
 * False if Prometheus is missing: tests that need it are then skipped. In CI it is true, so that they fail.
 */
export const prometheusInstalled: boolean = existsSync(BINARY) || Boolean(process.env.CI);

export type Alert = { name: string; state: string };
export type TestPrometheus = {
  /** Returns the values of an instant query, one per row. */
  query(expression: string): Promise<number[]>;
  /** Returns the names of the alerts that fire now. */
  firing(): Promise<string[]>;
  stop(): Promise<void>;
};

/** Runs promtool, and returns its exit code and output. */
export function promtool(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync("/usr/bin/promtool", args, { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * Returns the rules of docs/monitoring/alerts.yml for a test: an alert fires after a second instead of
 * minutes, and rates look back ten seconds. Expressions and limits stay as they are.
 */
const hurried = (rules: string) => rules.replace(/^(\s+for: )\d+m$/gm, "$11s").replaceAll("[5m]", "[10s]");

/**
 * Starts Debian's Prometheus with the sample configuration and the alert rules of docs/monitoring. It reads
 * the target and evaluates the rules each second.
 */
export async function startPrometheus(target: string): Promise<TestPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-prometheus-"));
  const config = parse(readFileSync(join(MONITORING, "prometheus.yml"), "utf8"));
  config.global = { scrape_interval: "1s", evaluation_interval: "1s" };
  config.scrape_configs[0].static_configs = [{ targets: [target] }];
  writeFileSync(join(folder, "prometheus.yml"), stringify(config));
  writeFileSync(join(folder, "alerts.yml"), hurried(readFileSync(join(MONITORING, "alerts.yml"), "utf8")));
  const { child, origin } = await onFreePort(async (port) => {
    const flags = [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ];
    const started = spawn(BINARY, flags, { stdio: "ignore", cwd: folder });
    const at = `http://127.0.0.1:${port}`;
    await vi.waitFor(async () => {
      if (started.exitCode !== null) return;
      if (!(await fetch(`${at}/-/ready`)).ok) throw new Error("Prometheus is not ready");
    }, PATIENCE);
    if (started.exitCode !== null) throw new Error(`Prometheus ended on port ${port}`);
    return { child: started, origin: at };
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const read = async <T>(path: string) => ((await (await fetch(origin + path)).json()) as { data: T }).data;
  return {
    async query(expression) {
      const { result } = await read<{ result: { value: [number, string] }[] }>(
        `/api/v1/query?query=${encodeURIComponent(expression)}`,
      );
      return result.map(({ value }) => Number(value[1]));
    },
    async firing() {
      const { alerts } = await read<{ alerts: { state: string; labels: { alertname: string } }[] }>(
        "/api/v1/alerts",
      );
      return alerts.filter(({ state }) => state === "firing").map(({ labels }) => labels.alertname);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
