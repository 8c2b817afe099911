import { defineSharedKind, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import { ClaimPayload } from "./schema.ts";
import { claimsToldBy, closeClaims, purgeClaims, putClaim } from "./store/claims.ts";

/**
 * Checks of statements on air beside the posting. A check waits while its livestream is unknown here.
 */
export const sharedClaims: SharedKind = defineSharedKind({
  kind: "livestreamClaim",
  schema: 1,
  payload: ClaimPayload,
  async put(tx, copies) {
    const unread: Unread[] = [];
    for (const copy of copies)
      if (!(await putClaim(tx, copy)))
        unread.push({ id: copy.id, rev: copy.rev, why: `livestream ${copy.payload.livestreamId}` });
    return unread;
  },
  close: closeClaims,
  purge: purgeClaims,
  told: claimsToldBy,
});
