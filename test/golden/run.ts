import type { RequestContext } from "../../src/platform/context.ts";
import { findPostings, type SearchPort } from "../../src/search/index.ts";
import { type Golden, goldenCorpus } from "./corpus.ts";
import { goldenQueries, gradeOf, ndcg10, type Query } from "./judge.ts";

export type Judged = {
  query: Query;
  ids: string[];
  total: number;
  forgiven: boolean;
  ndcg: number;
  /** Number of words and conditions that the query's text was parsed into. */
  parts: number;
  answerable: boolean;
};

/** Indexes a corpus, runs every graded query with a page size and grades its first ten results. */
export async function judgeGolden(
  ctx: RequestContext,
  engine: SearchPort,
  { limit = 10, corpus = goldenCorpus() }: { limit?: number; corpus?: Golden[] } = {},
): Promise<{ corpus: Golden[]; judged: Judged[] }> {
  for (let at = 0; at < corpus.length; at += 200) await engine.put(corpus.slice(at, at + 200));
  const byId = new Map(corpus.map((document) => [document.id, document]));
  const judged: Judged[] = [];
  for (const query of goldenQueries()) {
    const { ids, total, forgiven, understood } = await findPostings(ctx, engine, {
      text: query.text,
      filter: {},
      sort: "relevance",
      cursor: null,
      limit,
      facets: false,
    });
    const ranked = ids.flatMap((id) => byId.get(id) ?? []);
    const answerable = corpus.some((document) => gradeOf(query, document) > 0);
    const ndcg = ndcg10(query, ranked, corpus);
    judged.push({ query, ids, total, forgiven, ndcg, parts: understood.length, answerable });
  }
  return { corpus, judged };
}
