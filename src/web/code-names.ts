import { divisionNames } from "../cities/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { occupationNames } from "../postings/index.ts";
import type { Names } from "./components/posting.tsx";

/** Names of divisions and occupations for one page, from the process's kept copies. */
export async function namesFor(ctx: RequestContext): Promise<Names> {
  const [divisions, occupations] = await Promise.all([divisionNames(ctx), occupationNames(ctx)]);
  return {
    division: (code) => (code ? (divisions.get(code)?.shortName ?? null) : null),
    occupation: (id) => (id ? (occupations.get(id) ?? null) : null),
  };
}
