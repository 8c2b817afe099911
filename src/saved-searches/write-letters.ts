import { divisionNames } from "../cities/index.ts";
import { type LetterContent, mailReaders, queueLetterIfDue } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { redactError } from "../platform/core/redact.ts";
import { inTransaction } from "../platform/core/store.ts";
import { loadCards } from "../postings/index.ts";
import type { FoundSearch } from "./letter.ts";
import { selectToMail, type ToMail, takeToMail } from "./store.ts";

/** Maximum number of postings in one letter, over all searches. */
const LISTED_MAX = 10;

/**
 * Returns a letter's content, or null without readable postings. Each posting appears only under the first
 * search that found it. Postings that are no longer readable are left out.
 */
async function contentOf(ctx: RequestContext, found: ToMail[]): Promise<LetterContent | null> {
  const divisions = await divisionNames(ctx);
  const name = (code: string | null) => (code ? divisions.get(code)?.shortName : null);
  const said = new Set<string>();
  let room = LISTED_MAX;
  const searches: FoundSearch[] = [];
  for (const { id, label, city, agreement, postingIds } of found) {
    const fresh = postingIds.filter((posting) => !said.has(posting));
    const cards = await loadCards({ db: ctx.db, scope: { city, agreement } }, fresh);
    if (cards.length === 0) continue;
    for (const card of cards) said.add(card.id);
    const listed = cards
      .sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
      .slice(0, room)
      .map((card) => ({
        id: card.id,
        title: card.title,
        employer: card.employer.name,
        place: [name(card.city), name(card.county)].filter(Boolean).join("·") || card.placeText,
        pay: card.pay,
      }));
    room -= listed.length;
    searches.push({ id, label, count: cards.length, postings: listed });
  }
  return searches.length > 0 ? { kind: "newPostings", searches } : null;
}

/**
 * Queues one letter for each person with unreported matches, at most one every four hours. One transaction
 * takes the matches and queues the letter, so a killed run loses and repeats nothing.
 */
export async function writeLetters(ctx: RequestContext): Promise<void> {
  if (!ctx.config.mail) return;
  const accounts = await selectToMail(ctx.db);
  const readers = await mailReaders(ctx, ctx.db, accounts);
  const gone = accounts.filter((accountId) => !readers.has(accountId));
  if (gone.length > 0) await takeToMail(ctx.db, gone);
  for (const accountId of readers) {
    try {
      await inTransaction(ctx, async (tx) => {
        const content = async () => contentOf(ctx, await takeToMail(tx, [accountId]));
        await queueLetterIfDue(tx, ctx, { accountId, content });
      });
    } catch (error) {
      // A failure for one person does not stop the others; the next run retries it.
      ctx.log.error({ error: redactError(error) }, "a letter could not be written");
    }
  }
  ctx.ring("tasks");
}
