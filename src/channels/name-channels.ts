import type { RequestContext } from "../platform/context.ts";
import { selectNames } from "./store.ts";

/** Returns the names of channels by their codes, which must come from a figure that the caller may read. */
export const channelNames = (
  { db }: Pick<RequestContext, "db">,
  codes: readonly string[],
): Promise<Map<string, string>> => selectNames(db, codes);
