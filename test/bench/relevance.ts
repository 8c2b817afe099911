import { createDb } from "../../db/client.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { indexingEngine } from "../../src/search/worker.ts";
import { goldenCorpus } from "../golden/corpus.ts";
import { type Judged, judgeGolden } from "../golden/run.ts";
import { goldenVisitor } from "../golden/world.ts";
import { liveEngine, openLive } from "../support/meili-live.ts";
import { testContext } from "../support/system-context.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";

const mean = (all: Judged[]) => all.reduce((sum, { ndcg }) => sum + ndcg, 0) / all.length;
const round = (figure: number) => Math.round(figure * 1_000) / 1_000;

type Engine = { name: string; judged: Judged[] };

/** Judges the same corpus with PostgreSQL, and with the Meilisearch server at MEILI_URL if there is one. */
async function judgeAll(visitor: RequestContext): Promise<Engine[]> {
  const corpus = goldenCorpus();
  const postgres = await judgeGolden(visitor, await indexingEngine(visitor.db, visitor), { corpus });
  const engines: Engine[] = [{ name: "PostgreSQL", judged: postgres.judged }];
  const server = liveEngine();
  if (server) {
    const { port, close } = await openLive(visitor, server);
    engines.push({ name: "Meilisearch", judged: (await judgeGolden(visitor, port, { corpus })).judged });
    await close();
  }
  return engines;
}

const ofKind = (kind: string) => (one: Judged) => one.query.kind === kind;

/** Counts the queries of which the engines find different numbers of postings. */
const differing = ([one, other]: Engine[]) =>
  other ? (one?.judged ?? []).filter(({ total }, at) => total !== other.judged[at]?.total).length : 0;

/**
 * Measures, by class of query, nDCG of the first ten results, and the answerable queries without a result:
 * their number and their share. Prints both engines side by side if MEILI_URL names a server.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  await prepareTemplate(database.url, "golden");
  const url = new URL(database.url);
  url.pathname = "/golden";
  const db = createDb(url.href, { max: 4 });
  try {
    const engines = await judgeAll(await goldenVisitor(await testContext(db)));
    const [{ judged } = { judged: [] }, second] = engines;
    const kinds = [...new Set(judged.map(({ query }) => query.kind))];
    const rows = kinds.map((kind) => {
      const answerable = judged.filter(ofKind(kind)).filter((one) => one.answerable);
      const zero = answerable.filter(({ total }) => total === 0).length;
      const figures = engines.map((one) => [one.name, round(mean(one.judged.filter(ofKind(kind))))]);
      const zeroRate = round(zero / Math.max(answerable.length, 1));
      return {
        kind,
        queries: judged.filter(ofKind(kind)).length,
        ...Object.fromEntries(figures),
        zero,
        zeroRate,
      };
    });
    console.table(rows);
    for (const { query, ndcg, answerable, total } of judged)
      if (answerable && ndcg < 0.8)
        console.log(`${round(ndcg)} ${query.kind}: ${query.text} (${total} found)`);
    const zero = rows.reduce((sum, row) => sum + row.zero, 0);
    report({
      name: "relevance",
      ours: round(mean(judged)),
      reference: 1,
      unit: "nDCG@10",
      queries: judged.length,
      zero,
      zeroRate: round(zero / judged.filter(({ answerable }) => answerable).length),
      ...(second ? { meilisearch: round(mean(second.judged)), otherSets: differing(engines) } : {}),
    });
  } finally {
    await db.destroy();
    await database.close();
  }
}
