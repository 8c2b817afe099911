import type { Booth, BoothPosting, VisitView } from "../../../../fairs/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";

export type BoothDeskData = {
  booth: Booth;
  postings: BoothPosting[];
  /** Null on the page that is kept for when there is no network. */
  visits: { items: VisitView[]; total: number; nextCursor: string | null } | null;
  names: Names;
  form: FormState;
  /** What was just done. */
  said: string | null;
  nonce: string;
  today: string;
};

/** What was scanned without network is still taken so long after the end. */
export const HANDED_IN_MS = 86_400_000;
