import type { PayView } from "../postings/index.ts";

/** Matches of one search in a letter. */
export type FoundSearch = {
  id: string;
  label: string;
  /** Total number of matches; `postings` are the listed ones. */
  count: number;
  postings: { id: string; title: string; employer: string; place: string | null; pay: PayView }[];
};

declare module "../notifications/index.ts" {
  interface LetterContents {
    newPostings: { searches: FoundSearch[] };
  }
}
