import { createDb } from "../../db/client.ts";
import { indexingEngine } from "../../src/search/worker.ts";
import { type Judged, judgeGolden } from "../golden/run.ts";
import { goldenVisitor } from "../golden/world.ts";
import { testContext } from "../support/system-context.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";

const mean = (all: Judged[]) => all.reduce((sum, { ndcg }) => sum + ndcg, 0) / all.length;
const round = (figure: number) => Math.round(figure * 1_000) / 1_000;

/**
 * Measures, by class of query, nDCG of the first ten results, and the answerable queries without a result:
 * their number and their share.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  await prepareTemplate(database.url, "golden");
  const url = new URL(database.url);
  url.pathname = "/golden";
  const db = createDb(url.href, { max: 4 });
  try {
    const visitor = await goldenVisitor(await testContext(db));
    const { judged } = await judgeGolden(visitor, await indexingEngine(db, visitor));
    const kinds = [...new Set(judged.map(({ query }) => query.kind))];
    const rows = kinds.map((kind) => {
      const of = judged.filter(({ query }) => query.kind === kind);
      const answerable = of.filter((one) => one.answerable);
      const zero = answerable.filter(({ total }) => total === 0).length;
      const zeroRate = round(zero / Math.max(answerable.length, 1));
      return { kind, queries: of.length, ndcg10: round(mean(of)), zero, zeroRate };
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
    });
  } finally {
    await db.destroy();
    await database.close();
  }
}
