import { divisionNames } from "../cities/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { occupationNames } from "../postings/index.ts";
import type { CodeNames } from "./components/posting.tsx";

/** Loads the names of divisions and occupations from the process cache. */
export async function namesFor(ctx: RequestContext): Promise<CodeNames> {
  const [divisions, occupations] = await Promise.all([divisionNames(ctx), occupationNames(ctx)]);
  return {
    division: (code) => (code ? (divisions.get(code)?.shortName ?? null) : null),
    occupation: (id) => (id ? (occupations.get(id) ?? null) : null),
  };
}
