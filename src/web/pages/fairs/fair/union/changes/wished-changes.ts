import type { FairPatch, FairView } from "../../../../../../fairs/index.ts";
import { UNION_FAIRS } from "../../../../../text/fairs/fair-union.ts";
import { formatSpan } from "../../../../../text/format.ts";

type Place = { name: string; address: string };

/** Returns hours and venues that a patch changes, as they are and as they would be. */
export function changesOf(
  fair: FairView,
  patch: FairPatch,
): { term: string; before: string; after: string }[] {
  const places = (venues: readonly Place[]) =>
    venues.map(({ name, address }) => `${name}\n${address}`).join("\n");
  const opensAt = patch.opensAt ?? fair.opensAt;
  const closesAt = patch.closesAt ?? fair.closesAt;
  const rows = [
    {
      term: UNION_FAIRS.times,
      before: formatSpan(fair.opensAt, fair.closesAt),
      after: formatSpan(opensAt, closesAt),
    },
    { term: UNION_FAIRS.venues, before: places(fair.venues), after: places(patch.venues ?? fair.venues) },
  ];
  return rows.filter(({ before, after }) => before !== after);
}
