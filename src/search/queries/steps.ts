import type { RequestContext } from "../../platform/context.ts";
import { referenceWords } from "../engine.ts";
import type { SearchPort } from "../port.ts";
import { type Dropped, partsOf } from "./parts.ts";
import { findPostings, type SearchInput } from "./search-postings.ts";

/** A search counts as short while fewer postings match. */
export const FEW = 5;
const STEPS_KM = [30, 50] as const;
/** A bus of the enterprise brings people from so far. */
const BUS_KM = 80;
const BUS = "bus";

/**
 * A wider search around the division `near`, with its number of results: all postings within so many
 * kilometres, or with `bus` those whose enterprise runs a bus. `text` is its text.
 */
export type Step = {
  near: string;
  km: number;
  bus: boolean;
  text: string;
  dropped: Dropped[];
  total: number;
};

/**
 * Returns the steps that find more than a search with `found` results. They go around the place that the
 * search names, else around the seeker's division. Returns none if neither is known.
 */
export async function findSteps(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
  found: number,
): Promise<Step[]> {
  const { elsewhere, without } = partsOf(input, await referenceWords(ctx));
  const place = elsewhere();
  const near = place?.near ?? input.near;
  // A search that is limited to no place finds no more around one.
  if (!near || (!place && !input.within)) return [];
  const { text, filter, dropped } = place ?? { ...without([]), dropped: [] };
  const count = async (km: number, bus: boolean): Promise<Step> => {
    const benefits = bus ? { benefits: [...new Set([...(filter.benefits ?? []), BUS])] } : {};
    const asked = { text, filter: { ...filter, ...benefits }, near, within: km, sort: "nearest" as const };
    const { total, forgiven } = await findPostings(ctx, engine, {
      ...asked,
      cursor: null,
      limit: 1,
      facets: false,
    });
    return { near, km, bus, text, dropped, total: forgiven ? 0 : total };
  };
  const wider = STEPS_KM.filter((km) => !input.within || km > input.within);
  const [bus, ...steps] = await Promise.all([count(BUS_KM, true), ...wider.map((km) => count(km, false))]);
  let most = found;
  const more = steps.filter(({ total }) => {
    const finds = total > most;
    if (finds) most = total;
    return finds;
  });
  return [...more, ...(bus && bus.total > 0 ? [bus] : [])];
}
