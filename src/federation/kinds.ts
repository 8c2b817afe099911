import { putStubs, sharedEnterprises } from "../enterprises/index.ts";
import { sharedExhibitors, sharedFairs } from "../fairs/index.ts";
import {
  sharedAudiences,
  sharedClaims,
  sharedLivestreams,
  sharedQuestions,
  sharedSignals,
} from "../livestreams/index.ts";
import type { SharedKind } from "../platform/changes/index.ts";
import { sharedPostings } from "../postings/index.ts";

/**
 * The kinds of record that cities share, each described by the capability that owns it. A later kind refers
 * to earlier ones: records are purged from the last kind to the first.
 */
export const SHARED_KINDS: readonly SharedKind[] = [
  sharedEnterprises,
  sharedPostings(putStubs),
  sharedFairs,
  sharedExhibitors(putStubs),
  sharedLivestreams(putStubs),
  sharedSignals,
  sharedClaims,
  sharedQuestions,
  sharedAudiences,
];
