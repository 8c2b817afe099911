import type { Booth, BoothPosting, CodeCheck, SentScanView, VisitView } from "../../../../fairs/index.ts";
import type { Page } from "../../../../platform/core/cursor.ts";
import type { FormState } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";

export type BoothDeskData = {
  booth: Booth;
  postings: BoothPosting[];
  /** The visitors; null on the copy of the page for offline use, and at a fair of another node. */
  visits: (Page<VisitView> & { total: number }) | null;
  /** Scans at a fair of another node; null for an own fair, and on the copy for offline use. */
  sent: SentScanView[] | null;
  /** Keys by which a device without network checks codes of another node's fair. Null for an own fair. */
  check: CodeCheck | null;
  names: CodeNames;
  form: FormState;
  /** Text about the result of the last action; null if there is nothing to say. */
  said: string | null;
  nonce: string;
  today: string;
};

/** Period after the end of the fair in which queued offline scans are accepted, in milliseconds. */
export const HANDED_IN_MS = 86_400_000;
