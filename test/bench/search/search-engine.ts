import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { benchDatabase, endProcess, median, report, startProcess } from "../support.ts";
import { hundredths, type Timed, tenths, timeAll, timeAt } from "../timing.ts";
import { differentQuestions } from "./different.ts";
import type { Bodies, Message } from "./engine-server.ts";
import { type Asked, MIX, questions } from "./mix.ts";

const QUESTIONS = 600;
const AT_ONCE = 4;
const WARMING = 200;
const ROUNDS = 3;

/** Both sides send answers without compression. */
const HEADERS = { "accept-encoding": "identity" };

async function answered(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { ...init, headers: { ...HEADERS, ...init.headers } });
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

type Raw = Asked & Bodies;

const askEngine = (body: string) =>
  answered(`${process.env.MEILI_URL}/multi-search`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${process.env.MEILI_KEY ?? ""}`,
    },
    body,
  });

/** Sends the engine one query with the same filter, page size and facets, in the engine's own order. */
const askPlain = ({ plain }: Raw) => timed(() => askEngine(plain));

/** Sends the engine the requests that the API sends for the same question, one after the other. */
const askSame = ({ same }: Raw) =>
  timed(async () => {
    for (const body of same) await askEngine(body);
  });

async function tell<T>(child: ChildProcess, message: Message): Promise<T> {
  const told = once(child, "message");
  child.send(message);
  const [answer] = await told;
  return answer as T;
}

const SIDES = ["plain", "same", "api"] as const;
type Side = (typeof SIDES)[number];

/**
 * Measures three ways in turns, three rounds: one plain query to the engine, the API's requests sent to the
 * engine, and the API. Each round of the API begins with an empty cache. Returns the medians of the rates and
 * of their ratios.
 */
async function compare(child: ChildProcess, port: number, all: Asked[], facets: boolean) {
  const { bodies } = await tell<{ bodies: Bodies[] }>(child, { ask: all, facets });
  const raw = all.map((one, at) => ({ ...one, plain: "", same: [], ...bodies[at] }));
  const ways: Record<Side, (one: Raw) => Promise<number>> = {
    plain: askPlain,
    same: askSame,
    api: askApi(port, facets),
  };
  const times: Record<Side, Timed[]> = { plain: [], same: [], api: [] };
  const rates: Record<Side, number>[] = [];
  for (const side of SIDES) await timeAll(raw.slice(0, WARMING), AT_ONCE, ways[side]);
  for (let n = 0; n < ROUNDS; n += 1) {
    const rate = { plain: 0, same: 0, api: 0 };
    for (const side of SIDES) {
      await tell(child, { forget: true });
      const { times: more, perS } = await timeAll(raw, AT_ONCE, ways[side]);
      times[side].push(...more);
      rate[side] = perS;
    }
    rates.push(rate);
  }
  const row = (kind?: string) => ({
    kind: kind ?? "all",
    facets,
    ...Object.fromEntries(
      SIDES.flatMap((side) => [0.5, 0.95].map((p) => [`${side} p${100 * p}`, timeAt(times[side], p, kind)])),
    ),
  });
  console.table([...MIX.map(({ kind }) => row(kind)), row()]);
  const of = (figure: (rate: Record<Side, number>) => number) => median(rates.map(figure));
  const requests = bodies.reduce((sum, { same }) => sum + same.length, 0);
  const queries = bodies.reduce(
    (sum, { same }) => sum + same.reduce((n, body) => n + JSON.parse(body).queries.length, 0),
    0,
  );
  return {
    apiPerS: tenths(of(({ api }) => api)),
    plainPerS: tenths(of(({ plain }) => plain)),
    samePerS: tenths(of(({ same }) => same)),
    ratio: hundredths(of(({ api, plain }) => api / plain)),
    requests: hundredths(requests / all.length),
    queries: hundredths(queries / all.length),
  };
}

/**
 * Compares the API over the Meilisearch server at MEILI_URL with the server itself, with and without facets:
 * on the mix, in which questions repeat, and on questions of which none is asked twice. Replaces the server's
 * index `postings`. Ends with exit code 2 without MEILI_URL.
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
    const [mix, different] = [questions(QUESTIONS), await differentQuestions(QUESTIONS)];
    const counted = await compare(child, ready.port, mix, true);
    const figures = {
      plain: await compare(child, ready.port, mix, false),
      differentFacets: await compare(child, ready.port, different, true),
      differentPlain: await compare(child, ready.port, different, false),
    };
    report({
      name: "search-engine",
      ours: counted.apiPerS,
      reference: counted.plainPerS,
      unit: "queries/s with facets, of the mix; the reference is one plain query to the engine",
      postings: ready.postings,
      indexedPerS: Math.round(ready.indexedPerS),
      facets: counted,
      ...figures,
    });
  } finally {
    await endProcess(child);
    await database.close();
  }
}
