import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { benchDatabase, endProcess, median, report, startProcess } from "../support.ts";
import { hundredths, type Timed, tenths, timeAll, timeAt } from "../timing.ts";
import { type Asked, MIX, questions } from "./mix.ts";

const QUESTIONS = 600;
const AT_ONCE = 4;
const WARMING = 200;
const ROUNDS = 3;

async function answered(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(url, init);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Asks the API one question. Throws if the database answered in place of the engine. */
const askApi =
  (port: number, facets: boolean) =>
  ({ q, city }: Asked) =>
    timed(async () => {
      const query = new URLSearchParams({
        limit: "20",
        facets: String(facets),
        ...(q ? { q } : {}),
        ...(city ? { city } : {}),
      });
      const { degraded } = await answered(`http://127.0.0.1:${port}/api/v1/postings?${query}`);
      if (degraded) throw new Error("the database answered in place of the engine");
    });

type Raw = Asked & { body: string };

/** Sends the engine the request that the API sends for the same question. */
const askEngine = ({ body }: Raw) =>
  timed(() =>
    answered(`${process.env.MEILI_URL}/multi-search`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-encoding": "identity",
        authorization: `Bearer ${process.env.MEILI_KEY ?? ""}`,
      },
      body,
    }),
  );

async function rawOf(child: ChildProcess, all: Asked[], facets: boolean): Promise<Raw[]> {
  const told = once(child, "message");
  child.send({ questions: all, facets });
  const [{ bodies }] = (await told) as [{ bodies: string[] }];
  return all.map((one, at) => ({ ...one, body: bodies[at] ?? "" }));
}

/** Measures both in turns, three rounds. Returns the medians of the rates and of their ratios. */
async function compare(child: ChildProcess, port: number, all: Asked[], facets: boolean) {
  const raw = await rawOf(child, all, facets);
  const rounds: { api: number; engine: number; ratio: number }[] = [];
  const times: Record<"api" | "engine", Timed[]> = { api: [], engine: [] };
  await timeAll(all.slice(0, WARMING), AT_ONCE, askApi(port, facets));
  await timeAll(raw.slice(0, WARMING), AT_ONCE, askEngine);
  for (let n = 0; n < ROUNDS; n += 1) {
    const engine = await timeAll(raw, AT_ONCE, askEngine);
    const api = await timeAll(all, AT_ONCE, askApi(port, facets));
    times.engine.push(...engine.times);
    times.api.push(...api.times);
    rounds.push({ api: api.perS, engine: engine.perS, ratio: api.perS / engine.perS });
  }
  const row = (kind?: string) => ({
    kind: kind ?? "the mix",
    facets,
    "engine p50": timeAt(times.engine, 0.5, kind),
    "engine p95": timeAt(times.engine, 0.95, kind),
    "API p50": timeAt(times.api, 0.5, kind),
    "API p95": timeAt(times.api, 0.95, kind),
  });
  console.table([...MIX.map(({ kind }) => row(kind)), row()]);
  return {
    api: tenths(median(rounds.map(({ api }) => api))),
    engine: tenths(median(rounds.map(({ engine }) => engine))),
    ratio: hundredths(median(rounds.map(({ ratio }) => ratio))),
  };
}

/**
 * Compares the API over the Meilisearch server at MEILI_URL with the server itself, on the same requests and
 * in one run, with and without facets. Replaces the server's index `postings`. Ends with exit code 2 without
 * MEILI_URL.
 */
export async function run(): Promise<void> {
  if (!process.env.MEILI_URL) {
    console.error(
      "search-engine needs MEILI_URL and MEILI_KEY of a Meilisearch server whose index it may replace",
    );
    process.exit(2);
  }
  const database = await benchDatabase();
  const { child, ready } = await startProcess<{ port: number; postings: number; indexedPerS: number }>(
    new URL("./engine-server.ts", import.meta.url),
    { BENCH_DATABASE_URL: database.url },
  );
  try {
    const all = questions(QUESTIONS);
    const plain = await compare(child, ready.port, all, false);
    const counted = await compare(child, ready.port, all, true);
    report({
      name: "search-engine",
      ours: counted.api,
      reference: counted.engine,
      unit: "queries/s with facets",
      postings: ready.postings,
      indexedPerS: Math.round(ready.indexedPerS),
      ratioFacets: counted.ratio,
      apiPlainPerS: plain.api,
      enginePlainPerS: plain.engine,
      ratioPlain: plain.ratio,
    });
  } finally {
    await endProcess(child);
    await database.close();
  }
}
