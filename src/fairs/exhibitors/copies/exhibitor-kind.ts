import { defineSharedKind, type SharedKind, type Unread } from "../../../platform/changes/index.ts";
import type { PutEmployers } from "../../../postings/index.ts";
import { ExhibitorPayload } from "./schema.ts";
import {
  closeExhibitors,
  type ExhibitorCopy,
  exhibitorsToldBy,
  missingFor,
  purgeExhibitors,
  putExhibitors,
} from "./store/exhibitors.ts";

const stubOf = ({ payload: { enterpriseId, enterprise } }: ExhibitorCopy) => ({
  ...enterprise,
  id: enterpriseId,
});
const placeOf = ({ payload: { fairId, enterpriseId } }: ExhibitorCopy) => `${fairId} ${enterpriseId}`;

/**
 * Exhibitors of fairs as host cities share them. An exhibitor brings a stub of its enterprise, and names
 * postings that may come later, so none waits for another city's log.
 */
export const sharedExhibitors = (putEmployers: PutEmployers): SharedKind =>
  defineSharedKind({
    kind: "fairExhibitor",
    schema: 1,
    payload: ExhibitorPayload,
    async put(tx, copies) {
      const missing = await missingFor(tx, copies);
      const places = new Set<string>();
      const unread: Unread[] = [];
      const read: ExhibitorCopy[] = [];
      const stubs: ExhibitorCopy[] = [];
      for (const [i, copy] of copies.entries()) {
        const { why = null, stub = false } = missing[i] ?? {};
        const twice = places.has(placeOf(copy)) ? "enterprise twice" : null;
        places.add(placeOf(copy));
        if (why ?? twice) unread.push({ id: copy.id, rev: copy.rev, why: why ?? twice ?? "" });
        else read.push(copy);
        if (stub && !(why ?? twice)) stubs.push(copy);
      }
      if (read.length === 0) return unread;
      await putEmployers(tx, stubs.map(stubOf));
      await putExhibitors(tx, read);
      return unread;
    },
    close: closeExhibitors,
    purge: purgeExhibitors,
    told: exhibitorsToldBy,
  });
