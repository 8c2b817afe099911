import type { RunSheet } from "../../../../../livestreams/index.ts";
import type { PostingCard } from "../../../../../postings/index.ts";

/** Postings of a page of the list. */
export const POSTINGS_SHOWN = 20;

export type ShownPostings = {
  cards: PostingCard[];
  /** Number of postings that the words select, and of all that can be shown. */
  found: number;
  all: number;
  /** Words by which the list is narrowed, empty for none. */
  q: string;
  /** Id of the last posting of this page, if another page follows. */
  next: string | null;
  first: boolean;
};

const cardsOf = (items: RunSheet["items"]): PostingCard[] => items.flatMap(({ card }) => card ?? []);

/** Returns true if title, employer and place together contain every word. */
function matches({ title, employer, placeText }: PostingCard, words: readonly string[]): boolean {
  const text = `${title} ${employer.name} ${placeText ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Returns a page of a run sheet's postings in their order, narrowed by words, after a posting's id. */
export function shownPostings(
  items: RunSheet["items"],
  { q = "", after }: { q?: string; after?: string | undefined } = {},
): ShownPostings {
  const all = cardsOf(items);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((card) => matches(card, words));
  const start = after ? found.findIndex(({ id }) => id === after) + 1 : 0;
  const cards = found.slice(start, start + POSTINGS_SHOWN);
  const last = found.length > start + POSTINGS_SHOWN ? cards.at(-1) : undefined;
  return { cards, found: found.length, all: all.length, q, next: last?.id ?? null, first: start === 0 };
}

/** Returns the posting after the pinned one in the run sheet that can be shown. Null without a pin. */
export function nextPosting(items: RunSheet["items"], pinned: string | undefined): PostingCard | null {
  const at = items.findIndex(({ postingId }) => postingId === pinned);
  return at < 0 ? null : (cardsOf(items.slice(at + 1))[0] ?? null);
}
