import type { Booth, BoothPosting, VisitView } from "../../../../fairs/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import type { Names } from "../../../components/posting.tsx";

export type BoothDeskData = {
  booth: Booth;
  postings: BoothPosting[];
  /** Null on the offline page. */
  visits: { items: VisitView[]; total: number; nextCursor: string | null } | null;
  names: Names;
  form: FormState;
  /** The result of the last action. */
  said: string | null;
  nonce: string;
  today: string;
};

/** Offline scans are accepted for so long after the fair's end. */
export const HANDED_IN_MS = 86_400_000;
