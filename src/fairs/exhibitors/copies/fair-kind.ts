import { type Copy, defineSharedKind, type Unread } from "../../../platform/changes/index.ts";
import { FairPayload } from "./schema.ts";
import { closeFairs, fairsToldBy, purgeFairs, putFair, unknownNames } from "./store/fairs.ts";

/** Returns the names in a fair that this node may not know: agreement, cities, trade. */
const namesOf = ({ payload }: Copy<FairPayload>) => ({
  agreements: [payload.agreement],
  cities: [...payload.cities, ...payload.venues].map(({ city }) => city),
  occupations: payload.occupation === null ? [] : [payload.occupation],
});

/**
 * Announced fairs as cities share them, with venues, booth grids and programme. A copy is read under the
 * fair's agreement, and unread while that is unknown here.
 */
export const sharedFairs = defineSharedKind({
  kind: "fair",
  schema: 1,
  payload: FairPayload,
  async put(tx, copies) {
    const asked = copies.map(namesOf);
    const unknown = await unknownNames(tx, {
      agreements: asked.flatMap(({ agreements }) => agreements),
      cities: asked.flatMap(({ cities }) => cities),
      occupations: asked.flatMap(({ occupations }) => occupations),
    });
    const unread: Unread[] = [];
    for (const [i, copy] of copies.entries()) {
      const { agreements = [], cities = [], occupations = [] } = asked[i] ?? {};
      const name = [...agreements, ...cities, ...occupations].find((one) => unknown.has(one));
      if (name === undefined) await putFair(tx, copy);
      else unread.push({ id: copy.id, rev: copy.rev, why: `unknown ${name}` });
    }
    return unread;
  },
  close: closeFairs,
  purge: purgeFairs,
  told: fairsToldBy,
});
