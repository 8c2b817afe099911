import { askQuestion, listQuestions, passQuestion } from "../../src/livestreams/index.ts";
import type { QuestionListName } from "../../src/livestreams/questions/schema.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { visitor } from "./actors.ts";
import { cityWithEnterprise } from "./city-with-enterprise.ts";
import { announcedLivestream } from "./livestreams.ts";
import { publishedPosting } from "./postings.ts";

export type Desk = Awaited<ReturnType<typeof questionDesk>>;
type Ask = {
  ctx?: RequestContext;
  /** The id in the visitor's cookie; default: a new visitor's. */
  by?: string | null;
  postingId?: string | null;
  name?: string | null;
};

/** Opens a city with a posting, and functions to ask, pass and list questions of its livestreams. */
export async function questionDesk() {
  const city = await cityWithEnterprise();
  const { services, union } = city;
  let visitors = 0;
  const fresh = () => {
    visitors += 1;
    return `viewer-${visitors}`;
  };
  const publish = async (company = city.company, title = "电焊工") =>
    (await publishedPosting({ member: company.member, officer: union }, company.enterprise.id, { title })).id;
  const welder = await publish();
  const list = (
    ctx: RequestContext,
    id: string,
    which: QuestionListName = "passed",
    by: string | null = null,
  ) => listQuestions(ctx, { id, which, visitor: by, limit: 50 });
  return {
    ...city,
    welder,
    fresh,
    publish,
    list,
    texts: async (...asked: Parameters<typeof list>) => (await list(...asked)).items.map(({ text }) => text),
    /** Announces a livestream with the posting, and returns its id. */
    show: async () => (await announcedLivestream(union, [welder])).id,
    pass: (id: string, questionId: string) => passQuestion(union, { id, action: "pass", questionId }),
    ask: (id: string, text: string, { ctx = visitor(services), by = fresh(), postingId, name }: Ask = {}) =>
      askQuestion(ctx, { id, text, postingId: postingId ?? null, name: name ?? null, visitor: by }),
  };
}
