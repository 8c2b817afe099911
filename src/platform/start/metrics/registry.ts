import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Meter, Services } from "../../context.ts";
import { redactError } from "../../core/redact.ts";
import type { GaugeSource } from "../../program/index.ts";

const PREFIX = "lianpin_";
/** Upper bounds of the durations in seconds. 5 s is the limit of a statement. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Methods that are counted by name, because a client may send any. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** A source that takes longer is left out of this answer, in milliseconds. */
const READ_MS = 3_000;

const within = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${READ_MS} ms`)), READ_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/**
 * Removes a gauge's values. prom-client gives one without labels the value 0, which no source has reported.
 */
function clear(gauge: Gauge, labelled: boolean): void {
  gauge.reset();
  if (!labelled) gauge.remove();
}

type Opened = { source: GaugeSource; gauges: ReadonlyMap<string, Gauge> };

function openSource(registry: Registry, source: GaugeSource): Opened {
  const gauges = Object.entries(source.gauges).map(([name, { help, labels = [] }]) => {
    const made = new Gauge({
      name: PREFIX + name,
      help,
      labelNames: [...labels],
      registers: [registry],
    });
    clear(made, labels.length > 0);
    return [name, made] as const;
  });
  return { source, gauges: new Map(gauges) };
}

/** Reads one source into its gauges. After an error its gauges have no values. */
async function refresh({ source, gauges }: Opened, services: Services): Promise<void> {
  const samples = await within(source.read(services)).catch((error: unknown) => {
    services.log.warn(
      { gauges: [...gauges.keys()].join(), error: redactError(error) },
      "metrics could not be read",
    );
    return [];
  });
  for (const [name, gauge] of gauges) clear(gauge, (source.gauges[name]?.labels ?? []).length > 0);
  for (const { gauge, value, labels } of samples) gauges.get(gauge)?.set({ ...labels }, value);
}

/**
 * Creates the metrics of one process. `text` reads all sources and returns the answer for Prometheus;
 * concurrent calls share one reading. `kind` is `api` or `worker`.
 */
export function createMetrics(services: Services, sources: readonly GaugeSource[], kind: "api" | "worker") {
  const registry = new Registry();
  registry.setDefaultLabels({ process: kind });
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: `${PREFIX}http_requests_total`,
    help: "Answered requests by route pattern and status.",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: "Time from a request to the head of its answer.",
    labelNames: ["method", "route"],
    buckets: BUCKETS,
    registers: [registry],
  });
  const meter: Meter = {
    request({ method: given, route, status, durationMs }) {
      const method = METHODS.has(given) ? given : "other";
      requests.inc({ method, route, status });
      durations.observe({ method, route }, durationMs / 1000);
    },
  };
  const opened = sources.map((source) => openSource(registry, source));
  let reading: Promise<string> | undefined;
  const read = async () => {
    // Sources of this process's own state go first: the others' statements would be counted in it.
    for (const ofProcess of [true, false])
      await Promise.all(
        opened
          .filter(({ source }) => (source.ofProcess ?? false) === ofProcess)
          .map((one) => refresh(one, services)),
      );
    return registry.metrics();
  };
  return {
    meter,
    contentType: registry.contentType,
    text(): Promise<string> {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
