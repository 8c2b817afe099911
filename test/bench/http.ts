import autocannon from "autocannon";
import { benchDatabase, endProcess, median, report, startProcess } from "./support.ts";

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 32;

async function load(port: number, path: string): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed of ${result.requests.total}`);
  return result.requests.average;
}

/**
 * Measures `GET /api/v1/postings/{id}` against a bare Hono and pg handler with the same query on the same
 * database, in turn. Each server has its own process, and so has the client that makes the load.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const env = { BENCH_DATABASE_URL: database.url, LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "100000000" };
  const ours = await startProcess<{ port: number; path: string; sql: string; parameters: unknown[] }>(
    new URL("./http-ours.ts", import.meta.url),
    env,
  );
  const bare = await startProcess<{ port: number }>(new URL("./http-bare.ts", import.meta.url), {
    ...env,
    BENCH_SQL: ours.ready.sql,
    BENCH_PARAMETERS: JSON.stringify(ours.ready.parameters),
  });
  try {
    const { path } = ours.ready;
    const [a, b] = await Promise.all(
      [ours.ready.port, bare.ready.port].map(
        async (port) => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
      ),
    );
    if (a !== 200 || b !== 200) throw new Error(`answers ${a} and ${b}`);
    await load(ours.ready.port, path);
    await load(bare.ready.port, path);
    const figures: { ours: number; bare: number }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const pair = { ours: await load(ours.ready.port, path), bare: await load(bare.ready.port, path) };
      figures.push(pair);
      console.log(`round ${round}: ours ${pair.ours.toFixed(0)}/s, bare ${pair.bare.toFixed(0)}/s`);
    }
    report({
      name: "http",
      ours: median(figures.map((f) => f.ours)),
      reference: median(figures.map((f) => f.bare)),
      unit: "requests/s",
      rounds: ROUNDS,
      connections: CONNECTIONS,
    });
  } finally {
    await Promise.all([endProcess(ours.child), endProcess(bare.child)]);
    await database.close();
  }
}
