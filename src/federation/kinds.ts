import { putStubs, sharedEnterprises } from "../enterprises/index.ts";
import type { SharedKind } from "../platform/changes/index.ts";
import { sharedPostings } from "../postings/index.ts";

/** The kinds of record that cities share, each described by the capability that owns it. */
export const SHARED_KINDS: readonly SharedKind[] = [sharedEnterprises, sharedPostings(putStubs)];
