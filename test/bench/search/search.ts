import type { ChildProcess } from "node:child_process";
import { benchDatabase, endProcess, report, startProcess } from "../support.ts";
import { hundredths, percentile, tenths, timeAll, timeAt } from "../timing.ts";
import { type Asked, MIX, type Question, questions, RARE, TYPED } from "./mix.ts";
import type { How, Message } from "./server.ts";

const QUESTIONS = 600;
const AT_ONCE = 4;
const WARMING = 200;
const WRITE_EVERY_MS = 1_000;

type Unnumbered<T> = T extends unknown ? Omit<T, "ask"> : never;
type Ask = (question: Question) => Promise<number>;

/**
 * Returns a function that sends a message to the server's process without HTTP. It resolves with the
 * milliseconds that the process needed.
 */
function teller(child: ChildProcess) {
  const waiting = new Map<number, (ms: number) => void>();
  child.on("message", (message: { ask?: number; ms?: number }) => {
    if (message.ask !== undefined) waiting.get(message.ask)?.(message.ms ?? 0);
  });
  let next = 0;
  return (message: Unnumbered<Message>) =>
    new Promise<number>((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.send({ ask: next, ...message });
    });
}
type Tell = ReturnType<typeof teller>;

async function fetched(port: number, path: string, query: Record<string, string>): Promise<number> {
  const startMs = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}?${new URLSearchParams(query)}`);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - startMs;
}

type Sides = { sql: Ask; engine: Ask; api: Ask; forget(): Promise<unknown> };

function sidesOf(tell: Tell, port: number, facets: boolean): Sides {
  let written = 0;
  const below =
    (how: How): Ask =>
    ({ q, city }) =>
      tell({ how, q, city, facets });
  return {
    sql: below("sql"),
    engine: below("engine"),
    api: ({ q, city }) =>
      fetched(port, "postings", {
        limit: "20",
        facets: String(facets),
        ...(q ? { q } : {}),
        ...(city ? { city } : {}),
      }),
    forget() {
      written += 1;
      return tell({ write: written });
    },
  };
}

/** Sends queries that are not measured, so that V8 has compiled the API's code before the measurement. */
async function warm(all: Asked[], port: number): Promise<void> {
  const { api } = sidesOf(() => Promise.resolve(0), port, false);
  await timeAll(all.slice(0, WARMING), AT_ONCE, api);
}

/**
 * Compares three ways on the same queries: the API, its search engine called directly in the same process,
 * and the same SQL without a cache. Each starts with an empty cache.
 */
async function compare(all: Asked[], facets: boolean, sides: Sides) {
  const anew = async (atOnce: number, ask: Ask) => {
    await sides.forget();
    return timeAll(all, atOnce, ask);
  };
  const sql = await anew(AT_ONCE, sides.sql);
  const one = { engine: await anew(1, sides.engine), api: await anew(1, sides.api) };
  const many = { engine: await anew(AT_ONCE, sides.engine), api: await anew(AT_ONCE, sides.api) };
  const added = (pair: typeof one, kind?: string) =>
    tenths(timeAt(pair.api.times, 0.5, kind) - timeAt(pair.engine.times, 0.5, kind));
  const row = (kind?: string) => ({
    kind: kind ?? "the mix",
    facets,
    "SQL p50": timeAt(sql.times, 0.5, kind),
    "SQL p95": timeAt(sql.times, 0.95, kind),
    "engine p50, 1": timeAt(one.engine.times, 0.5, kind),
    "API p50, 1": timeAt(one.api.times, 0.5, kind),
    "added, 1": added(one, kind),
    "engine p50, 4": timeAt(many.engine.times, 0.5, kind),
    "API p50, 4": timeAt(many.api.times, 0.5, kind),
    "API p95, 4": timeAt(many.api.times, 0.95, kind),
    "added, 4": added(many, kind),
  });
  console.table([...MIX.map(({ kind }) => row(kind)), row()]);
  const label = facets ? "Facets" : "Plain";
  return {
    [`api${label}PerS`]: tenths(many.api.perS),
    [`engine${label}PerS`]: tenths(many.engine.perS),
    [`sql${label}PerS`]: tenths(sql.perS),
    [`ratioEngine${label}`]: hundredths(many.api.perS / many.engine.perS),
    [`ratio${label}`]: hundredths(many.api.perS / sql.perS),
    [`added1Ms${label}`]: added(one),
    [`added4Ms${label}`]: added(many),
    [`apiP95${label}`]: timeAt(many.api.times, 0.95),
    [`sqlP95${label}`]: timeAt(sql.times, 0.95),
  };
}

/** Measures the API with facets while one posting is written to the index every second. */
async function whileWriting(all: Asked[], { api, forget }: Sides) {
  const writes: Promise<unknown>[] = [];
  const timer = setInterval(() => writes.push(forget()), WRITE_EVERY_MS);
  const { times, perS } = await timeAll([...all, ...all], AT_ONCE, api);
  clearInterval(timer);
  await Promise.all(writes);
  console.table(
    MIX.map(({ kind }) => ({
      "while it is written to": kind,
      "API p50": timeAt(times, 0.5, kind),
      "API p95": timeAt(times, 0.95, kind),
    })),
  );
  return { writingP95: timeAt(times, 0.95), writingPerS: tenths(perS) };
}

const ROUNDS = 3;

/** Returns the median time of three rounds over all queries of a kind, without HTTP, one query at a time. */
async function medianOf(tell: Tell, how: How, words: Question[]): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1)
    for (const { q, city } of words) times.push(await tell({ how, q, city, facets: false }));
  return percentile(times, 0.5);
}

/**
 * Compares kinds of queries that have words: with a cache, without a cache, by LIKE, and by pg_trgm on the
 * same texts.
 */
async function againstText(tell: Tell) {
  const rows: { kind: string; engine: number; anew: number; like: number; trigrams: number }[] = [];
  for (const { kind, words } of MIX.filter(({ words }) => words.every(({ q }) => q !== null))) {
    const [engine, anew] = [await medianOf(tell, "engine", words), await medianOf(tell, "sql", words)];
    const [like, trigrams] = [await medianOf(tell, "like", words), await medianOf(tell, "trigrams", words)];
    rows.push({ kind, engine, anew, like, trigrams });
  }
  console.table(
    rows.map(({ kind, ...times }) => ({
      "p50 ms": kind,
      ...Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, tenths(ms)])),
    })),
  );
  const rare = rows.find(({ kind }) => kind === RARE);
  if (!rare) throw new Error("no rare words in the mix");
  return {
    rareMs: tenths(rare.anew),
    timesLike: tenths(rare.like / rare.anew),
    timesTrigrams: tenths(rare.trigrams / rare.anew),
    slowerThanText: rows.filter(({ engine, like, trigrams }) => engine > Math.min(like, trigrams)).length,
    slowerThanTextAnew: rows.filter(({ anew, like, trigrams }) => anew > Math.min(like, trigrams)).length,
  };
}

async function suggestions(port: number) {
  const typed = Array.from({ length: QUESTIONS }, (_, n) => ({
    kind: "typed",
    q: TYPED[n % TYPED.length] ?? "",
  }));
  const { times } = await timeAll(typed, AT_ONCE, ({ q }) => fetched(port, "suggestions", { q }));
  return { suggestP50: timeAt(times, 0.5), suggestP95: timeAt(times, 0.95) };
}

/**
 * Measures the API over 200,000 postings, in one process and one run, without and with facets. Compares it
 * with its engine alone and with the same SQL without a cache. Also measures suggestions, and rare
 * two-character words against LIKE and pg_trgm.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const { child, ready } = await startProcess<{ port: number; postings: number; indexedPerS: number }>(
    new URL("./server.ts", import.meta.url),
    { BENCH_DATABASE_URL: database.url },
  );
  try {
    const tell = teller(child);
    const all = questions(QUESTIONS);
    await warm(all, ready.port);
    const figures: Record<string, number> = {};
    for (const facets of [false, true])
      Object.assign(figures, await compare(all, facets, sidesOf(tell, ready.port, facets)));
    const writing = await whileWriting(all, sidesOf(tell, ready.port, true));
    report({
      name: "search",
      ours: figures.apiFacetsPerS ?? 0,
      reference: figures.sqlFacetsPerS ?? 0,
      unit: "queries/s",
      postings: ready.postings,
      indexedPerS: Math.round(ready.indexedPerS),
      ...figures,
      ...writing,
      ...(await againstText(tell)),
      ...(await suggestions(ready.port)),
    });
  } finally {
    await endProcess(child);
    await database.close();
  }
}
