import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { hubFor } from "../../../src/platform/live/index.ts";
import { certificateExpiry } from "../../../src/platform/start/metrics/certificate.ts";
import { freshPhone } from "../../support/app.ts";
import { openMailServer } from "../../support/mail-certificate.ts";
import { PATIENCE } from "../../support/patience.ts";
import { MONITORING, prometheusInstalled, promtool, startPrometheus } from "../../support/prometheus.ts";
import { type Watched, watchedProgram } from "../../support/watched.ts";

let w: Watched;
const phone = freshPhone();
beforeAll(async () => {
  w = await watchedProgram();
});
afterAll(() => w.close());

const scrape = async () => (await fetch(`http://${w.target}/metrics`)).text();
const named = (text: string) => new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name = ""]) => name));
/** Returns the names of metrics in a query. */
const metricsIn = (query: string) =>
  [...query.matchAll(/\b(?:lianpin|nodejs|process)_\w+/g)].map(([name]) =>
    name.replace(/_(?:bucket|sum|count)$/, ""),
  );

type Panel = { title: string; targets?: { expr: string }[] };
const dashboard: { panels: Panel[] } = JSON.parse(
  readFileSync(join(MONITORING, "lianpin-dashboard.json"), "utf8"),
);
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [title, expr] as const),
);
const rules: { groups: { rules: { alert: string; expr: string }[] }[] } = parse(
  readFileSync(join(MONITORING, "alerts.yml"), "utf8"),
);
const alerts = rules.groups.flatMap((group) => group.rules);

test("requests are counted by route pattern, method and status, and by nothing that a client chooses", async () => {
  const { origin } = w.running;
  for (const path of [`/nowhere/${phone}`, `/api/v1/postings/${phone}?q=${phone}`, "/jobs/210900"])
    await fetch(origin + path);
  await fetch(`${origin}/`, { method: "PURGE" });
  await fetch(`${origin}/static/nothing.css`);
  const text = await scrape();
  expect(text).toContain('http_requests_total{method="GET",route="unmatched",status="404",process="api"} 1');
  expect(text).toContain('route="/api/v1/postings/:id"');
  expect(text).toMatch(/duration_seconds_count\{process="api",method="GET",route="\/jobs\/:city"\} 1/);
  expect(text).toContain('method="other"');
  expect(text).not.toContain("PURGE");
  expect(text).not.toContain(phone);
  expect(text).not.toMatch(/127\.0\.0\.1|\/tmp|postgres:\/\//);
});

test("the metrics' port answers nothing else", async () => {
  for (const path of ["/", "/readyz", "/metrics/x"])
    expect((await fetch(`http://${w.target}${path}`)).status).toBe(404);
  expect((await fetch(`${w.running.origin}/metrics`)).status).toBe(404);
});

test("live streams are counted while they are open", async () => {
  const hub = hubFor(w.services, "watched", () => ({
    readAfter: async () => [],
    readEnded: async () => [],
    whole: true,
    eventsKept: 1,
  }));
  const streams = [await hub.open("one", { after: null }), await hub.open("two", { after: null })];
  expect(await scrape()).toContain('lianpin_live_connections{process="api"} 2');
  for (const stream of streams) await stream.cancel();
  expect(await scrape()).toContain('lianpin_live_connections{process="api"} 0');
});

test("a source that fails or knows nothing leaves its gauges out, and the others stay", async () => {
  const known = w.backup.age;
  expect(await scrape()).toContain('lianpin_backup_age_seconds{process="api"} 3600');
  for (const age of [async () => undefined, () => Promise.reject(new Error("no answer"))]) {
    w.backup.age = age;
    const text = await scrape();
    expect(text).not.toContain("lianpin_backup_age_seconds{");
    expect(text).toContain('lianpin_part_up{part="database",process="api"} 1');
  }
  w.backup.age = known;
});

test("callers that wait for a connection are counted without the metrics' own statements", async () => {
  for (let i = 0; i < 3; i += 1) {
    const waiting = [
      ...(await scrape()).matchAll(/connections\{pool="\w+",state="waiting",process="api"\} (\d+)/g),
    ];
    expect(waiting.map(([, n]) => n)).toEqual(["0", "0"]);
  }
});

test("the archive of the log is reported once there is one", async () => {
  const name = new URL(w.t.database.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: w.t.database.url });
  await admin.connect();
  expect(await scrape()).not.toMatch(/lianpin_wal_\w+\{/);
  await admin.query("select pg_create_physical_replication_slot('lianpin_wal', true)");
  const [standing, behind] = ['wal_archive_connected{process="api"} 0', "wal_archive_behind_bytes{"];
  expect(await scrape()).toContain(standing);
  expect(await scrape()).toContain(behind);
  await admin.query("select pg_drop_replication_slot('lianpin_wal')");
  await admin.query(`comment on database "${name}" is 'lianpin_wal base 2026-01-01T00:00:00Z'`);
  // A slot that is gone is worse than one that stands still.
  const text = await scrape();
  expect(text).toContain(standing);
  expect(text).not.toContain(behind);
  expect(Number(/wal_base_age_seconds\{process="api"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(86_400);
  await admin.query(`comment on database "${name}" is null`);
  await admin.end();
});

describe("the mail server's certificate", () => {
  test.each(["smtps", "smtp"] as const)("its end is read over %s", async (scheme) => {
    const server = await openMailServer(30, scheme);
    const days = (Number(await certificateExpiry(server.url)) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29);
    expect(days).toBeLessThan(30.1);
    await server.close();
    await expect(certificateExpiry(server.url)).rejects.toThrow("ECONNREFUSED");
  });

  test("a server without TLS has none", async () => {
    const server = await openMailServer(null, "smtp");
    expect(await certificateExpiry(server.url)).toBeNull();
    await server.close();
  });
});

test("queries and rules name only metrics that the program reports", async () => {
  const known = named(await scrape());
  expect(queries.length).toBeGreaterThan(25);
  expect(alerts.length).toBeGreaterThan(15);
  const unknown = [...queries.map(([, expr]) => expr), ...alerts.map(({ expr }) => expr)]
    .flatMap(metricsIn)
    .filter((name) => !known.has(name));
  expect(unknown).toEqual([]);
});

describe.skipIf(!prometheusInstalled)("Debian's Prometheus", () => {
  test("accepts the sample configuration and the rules", () => {
    expect(promtool("check", "config", join(MONITORING, "prometheus.yml"))).toMatchObject({ status: 0 });
    expect(promtool("check", "rules", join(MONITORING, "alerts.yml"))).toMatchObject({ status: 0 });
  });

  test("scrapes the program: every query of the dashboard has rows, and no alert fires", async () => {
    const prometheus = await startPrometheus(w.target);
    try {
      await expect
        .poll(() => prometheus.query('count_over_time(up{job="lianpin"}[1m])'), PATIENCE)
        .toEqual([expect.toSatisfy((scrapes: number) => scrapes >= 3)]);
      const empty: string[] = [];
      for (const [title, expr] of queries)
        if ((await prometheus.query(expr)).length === 0) empty.push(`${title}: ${expr}`);
      expect(empty).toEqual([]);
      expect(await prometheus.firing()).toEqual([]);
    } finally {
      await prometheus.stop();
    }
  });
});

test("a request of HTTP/1.0 without a Host is answered", async () => {
  const socket = connect(Number(w.target.split(":")[1]), "127.0.0.1", () =>
    socket.write("GET /metrics HTTP/1.0\r\n\r\n"),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.[01] 200 /);
});
