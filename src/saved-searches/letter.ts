import type { PayView } from "../postings/index.ts";

/** What one search found, for a letter. */
export type FoundSearch = {
  id: string;
  label: string;
  /** Found in all; `postings` are those that the letter lists. */
  count: number;
  postings: { id: string; title: string; employer: string; place: string | null; pay: PayView }[];
};

declare module "../notifications/index.ts" {
  interface LetterContents {
    newPostings: { searches: FoundSearch[] };
  }
}
