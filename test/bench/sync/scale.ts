import { createRandom } from "../../../db/demo/random.ts";
import { percentile, tenths } from "../timing.ts";
import { BYTES, type Options, openModel } from "./scale-model.ts";

const CITIES = process.argv[3] ? [Number(process.argv[3])] : [5, 50, 333];
/** Entries an hour of one city: about a thousand on a working day. */
const PER_HOUR = 120;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Rows a second that one node writes, of `npm run bench -- sync`. */
const APPLIED_PER_S = 3_000;

const randomOf = (seed: number) => {
  const { below } = createRandom(seed);
  return () => below(2 ** 30) / 2 ** 30;
};
const options = (cities: number, more: Partial<Options> = {}): Options => {
  return { cities, perHour: PER_HOUR, random: randomOf(cities), ...more };
};
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const perNode = (values: readonly number[]) => sum(values) / values.length;
const kilo = (bytes: number) => tenths(bytes / 1_000);

/** All nodes follow each other for some minutes. Figures of one node a second, and freshness in ms. */
function steady(cities: number, perHour: number) {
  const model = openModel(options(cities, { perHour }));
  for (const node of model.nodes) model.start(node);
  model.run(30_000);
  model.fresh.length = 0;
  for (const node of model.nodes) Object.assign(node, { messages: 0, bytes: 0 });
  const seconds = 50;
  model.run(seconds * 1_000);
  return {
    messagesPerS: tenths(perNode(model.nodes.map(({ messages }) => messages)) / seconds),
    kBPerS: kilo(perNode(model.nodes.map(({ bytes }) => bytes)) / seconds),
    waiting: Math.round(perNode(model.nodes.map(({ waiting }) => waiting.size))),
    p50Ms: Math.round(percentile(model.fresh, 0.5)),
    p95Ms: Math.round(percentile(model.fresh, 0.95)),
  };
}

/** Runs until all nodes that follow these hold what they published. Returns seconds until half and all do. */
function untilEven(model: ReturnType<typeof openModel>, homes: ReadonlySet<number>) {
  const pairs = model.nodes.flatMap((node) =>
    [...node.followed.values()].filter(({ home }) => homes.has(home.n) !== homes.has(node.n)),
  );
  const wanted = new Map(model.nodes.map(({ n, published }) => [n, published.length]));
  const isEven = ({ followers: [first], home }: (typeof pairs)[number]) =>
    first?.open && first.held >= (wanted.get(home.n) ?? 0);
  const fromMs = model.now();
  let half = 0;
  for (;;) {
    model.run(1_000);
    const done = pairs.filter(isEven).length;
    const s = (model.now() - fromMs) / 1_000;
    if (half === 0 && done * 2 >= pairs.length) half = s;
    if (done === pairs.length || s > 3 * 3_600) return { half, all: s };
  }
}

/** Some nodes are down for a time, and then all of them start in one moment. */
function back(cities: number, { gone, hours, ...more }: { gone: number; hours: number } & Partial<Options>) {
  const down = new Set(Array.from({ length: gone }, (_, n) => n));
  const model = openModel(options(cities, more), down);
  for (const node of model.nodes) model.start(node);
  model.run(MINUTE_MS);
  for (const n of down) model.stop(model.nodes[n] as (typeof model.nodes)[number]);
  // Hints to nodes that are down wait for the breaker, so a look a minute is enough until they are back.
  model.run(hours * HOUR_MS, MINUTE_MS);
  for (const node of model.nodes) node.arrived.clear();
  for (const n of down) model.start(model.nodes[n] as (typeof model.nodes)[number]);
  const { half, all } = untilEven(model, down);
  const peak = Math.max(...model.nodes.flatMap(({ arrived }) => [...arrived.values()]));
  const missed = (cities - gone) * PER_HOUR * hours;
  return {
    peakPerS: peak,
    halfS: half,
    allS: all,
    missedEntries: missed,
    writtenInS: Math.round(missed / APPLIED_PER_S),
  };
}

/**
 * Runs the program's rules of pull, hint and backoff on a virtual clock, for 5, 50 and 333 nodes of one city
 * each. An argument takes another number. `ours`: kilobytes a second of one node. `reference`: what its peers
 * publish, sent to it once, and what it publishes, sent to each of them.
 */
export async function run(): Promise<void> {
  const say = <T extends object>(part: string, cities: number, figures: T): T => {
    console.log(JSON.stringify({ cities, part, ...figures }));
    return figures;
  };
  const results = CITIES.map((cities) => {
    const gone = Math.floor(cities / 2);
    const one = say("one back after three days", cities, back(cities, { gone: 1, hours: 72 }));
    const halfBack = say("half back after an hour", cities, back(cities, { gone, hours: 1 }));
    const quiet = say("nothing is published", cities, steady(cities, 0.001));
    const busy = say("all publish", cities, steady(cities, PER_HOUR));
    const silent = { gone: 1, hours: 72, hints: false };
    const without = say("twin: one back without hints", cities, back(cities, silent));
    const herd = say(
      "twin: half back without spread",
      cities,
      back(cities, { gone, hours: 1, spread: false }),
    );
    return { cities, one, halfBack, quiet, busy, without, herd };
  });
  const largest = results.at(-1);
  if (!largest) return;
  const { cities, one, halfBack, quiet, busy, without, herd } = largest;
  const published = kilo((2 * (cities - 1) * PER_HOUR * BYTES.entry) / 3_600);
  console.log(
    JSON.stringify({
      name: "sync-scale",
      ours: busy.kBPerS,
      reference: published,
      ratio: Number((busy.kBPerS / published).toFixed(3)),
      unit: "kB/s of one node",
      cities,
      idleKBPerS: quiet.kBPerS,
      p95Ms: busy.p95Ms,
      oneBackAllS: one.allS,
      oneBackWithoutHintsAllS: without.allS,
      halfBackPeakPerS: halfBack.peakPerS,
      halfBackWithoutSpreadPeakPerS: herd.peakPerS,
    }),
  );
}
