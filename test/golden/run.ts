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
  answerable: boolean;
};

/** Indexes the corpus, runs every graded query and grades its first ten results. */
export async function judgeGolden(
  ctx: RequestContext,
  engine: SearchPort,
): Promise<{ corpus: Golden[]; judged: Judged[] }> {
  const corpus = goldenCorpus();
  for (let at = 0; at < corpus.length; at += 200) await engine.put(corpus.slice(at, at + 200));
  const byId = new Map(corpus.map((document) => [document.id, document]));
  const judged: Judged[] = [];
  for (const query of goldenQueries()) {
    const { ids, total, forgiven } = await findPostings(ctx, engine, {
      text: query.text,
      filter: {},
      sort: "relevance",
      cursor: null,
      limit: 10,
      facets: false,
    });
    const ranked = ids.flatMap((id) => byId.get(id) ?? []);
    const answerable = corpus.some((document) => gradeOf(query, document) > 0);
    judged.push({ query, ids, total, forgiven, ndcg: ndcg10(query, ranked, corpus), answerable });
  }
  return { corpus, judged };
}
