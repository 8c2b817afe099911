import type { ChildProcess } from "node:child_process";
import { benchDatabase, endProcess, report, startProcess } from "./support.ts";

const QUESTIONS = 600;
const AT_ONCE = 4;

type Question = { q: string | null; city: string | null };
/** The mix by name and weight, in hundredths. */
const MIX: { name: string; weight: number; words: Question[] }[] = [
  {
    name: "trade",
    weight: 35,
    words: ["焊工", "电工", "保安", "会计", "钳工", "司机", "护士", "木工"].map((q) => ({ q, city: null })),
  },
  {
    name: "trade and city",
    weight: 25,
    words: ["电焊工", "缝纫工", "普工", "保洁"].flatMap((q) =>
      ["210900", "211400", "211300"].map((city) => ({ q, city })),
    ),
  },
  { name: "empty", weight: 15, words: [{ q: null, city: null }] },
  {
    name: "long phrase",
    weight: 15,
    words: ["葫芦岛 电焊工 包住", "阜新市数控车床操作工", "锦州 叉车司机 五险", "朝阳市护理员 包吃住"].map(
      (q) => ({ q, city: null }),
    ),
  },
  { name: "rare word", weight: 5, words: ["镗工", "翻译", "导游"].map((q) => ({ q, city: null })) },
  { name: "nothing", weight: 5, words: ["宇航员", "火箭发射"].map((q) => ({ q, city: null })) },
];

/** The same questions in the same order in each run. */
function questions(): (Question & { name: string })[] {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return Array.from({ length: QUESTIONS }, () => {
    const at = random() * 100;
    const kind =
      MIX.find((_, n) => at < MIX.slice(0, n + 1).reduce((sum, { weight }) => sum + weight, 0)) ?? MIX[0];
    const words = kind?.words ?? [];
    return {
      name: kind?.name ?? "",
      ...(words[Math.floor(random() * words.length)] ?? { q: null, city: null }),
    };
  });
}

const percentile = (times: number[], p: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;
const ms = (figure: number) => Math.round(figure * 10) / 10;

type Timed = { name: string; ms: number };

/** Asks all of them, so many at once; the times of each and how many a second. */
async function timed(all: (Question & { name: string })[], ask: (question: Question) => Promise<number>) {
  const times: Timed[] = [];
  const left = [...all];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.shift(); one; one = left.shift())
        times.push({ name: one.name, ms: await ask(one) });
    }),
  );
  return { times, perS: all.length / ((performance.now() - startMs) / 1_000) };
}

function asker(child: ChildProcess) {
  const waiting = new Map<number, (ms: number) => void>();
  child.on("message", (message: { ask?: number; ms?: number }) => {
    if (message.ask !== undefined) waiting.get(message.ask)?.(message.ms ?? 0);
  });
  let next = 0;
  return (question: Question & { facets: boolean; plain?: "like" | "trigrams" }) =>
    new Promise<number>((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.send({ ask: next, ...question });
    });
}

/**
 * The API over 200,000 postings against the same questions in raw SQL that keeps nothing, in one process and one run,
 * without and with facets; and rare two-character words against LIKE and pg_trgm on the same texts.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const { child, ready } = await startProcess<{ port: number; postings: number; indexedPerS: number }>(
    new URL("./search-server.ts", import.meta.url),
    { BENCH_DATABASE_URL: database.url },
  );
  try {
    const all = questions();
    const direct = asker(child);
    const overHttp =
      (facets: boolean) =>
      async ({ q, city }: Question) => {
        const query = new URLSearchParams({
          limit: "20",
          facets: String(facets),
          ...(q ? { q } : {}),
          ...(city ? { city } : {}),
        });
        const startMs = performance.now();
        const answer = await fetch(`http://127.0.0.1:${ready.port}/api/v1/postings?${query}`);
        if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
        await answer.arrayBuffer();
        return performance.now() - startMs;
      };
    const figures: Record<string, number> = {};
    for (const facets of [false, true]) {
      const engine = await timed(all, (question) => direct({ ...question, facets }));
      const api = await timed(all, overHttp(facets));
      const label = facets ? "Facets" : "Plain";
      console.table(
        MIX.map(({ name }) => {
          const of = (times: Timed[]) => times.filter((one) => one.name === name).map((one) => one.ms);
          return {
            mix: name,
            facets,
            "SQL p50": ms(percentile(of(engine.times), 0.5)),
            "SQL p95": ms(percentile(of(engine.times), 0.95)),
            "API p50": ms(percentile(of(api.times), 0.5)),
            "API p95": ms(percentile(of(api.times), 0.95)),
          };
        }),
      );
      const p = (times: Timed[], at: number) =>
        percentile(
          times.map((one) => one.ms),
          at,
        );
      Object.assign(figures, {
        [`api${label}PerS`]: ms(api.perS),
        [`sql${label}PerS`]: ms(engine.perS),
        [`ratio${label}`]: Math.round((api.perS / engine.perS) * 100) / 100,
        [`addedMs${label}`]: ms(p(api.times, 0.5) - p(engine.times, 0.5)),
        [`apiP95${label}`]: ms(p(api.times, 0.95)),
        [`sqlP95${label}`]: ms(p(engine.times, 0.95)),
      });
    }
    const rare = MIX.find(({ name }) => name === "rare word")?.words ?? [];
    const median = async (ask: (question: Question) => Promise<number>) => {
      const times: number[] = [];
      for (let n = 0; n < 3; n += 1) for (const question of rare) times.push(await ask(question));
      return percentile(times, 0.5);
    };
    const [ours, like, trigrams] = [
      await median((question) => direct({ ...question, facets: false })),
      await median((question) => direct({ ...question, facets: false, plain: "like" })),
      await median((question) => direct({ ...question, facets: false, plain: "trigrams" })),
    ];
    report({
      name: "search",
      ours: figures.apiFacetsPerS ?? 0,
      reference: figures.sqlFacetsPerS ?? 0,
      unit: "queries/s",
      postings: ready.postings,
      indexedPerS: Math.round(ready.indexedPerS),
      ...figures,
      rareMs: ms(ours),
      timesLike: ms(like / ours),
      timesTrigrams: ms(trigrams / ours),
    });
  } finally {
    await endProcess(child);
    await database.close();
  }
}
