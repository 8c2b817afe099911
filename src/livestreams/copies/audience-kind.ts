import { defineSharedKind, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import { AudiencePayload } from "../audience/index.ts";
import { audiencesToldBy, purgeAudiences, putAudience } from "./store/audiences.ts";

/**
 * Viewers whom another city's node counted. The city writes the record, the home of the livestream adds it to
 * its own. A record of a livestream that is unknown here is kept: it may come later, by another log.
 */
export const sharedAudiences: SharedKind = defineSharedKind({
  kind: "livestreamAudience",
  schema: 1,
  payload: AudiencePayload,
  async put(tx, copies) {
    const unread: Unread[] = [];
    for (const copy of copies)
      if (!(await putAudience(tx, copy)))
        unread.push({ id: copy.id, rev: copy.rev, why: `livestream ${copy.payload.livestreamId} twice` });
    return unread;
  },
  close: async () => undefined,
  purge: purgeAudiences,
  told: audiencesToldBy,
});
