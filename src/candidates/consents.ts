import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { ConsentView } from "./schema.ts";
import { selectConsents } from "./store/consents.ts";

/** Returns the caller's consents with receiver, fields and end, newest first. */
export const listConsents = async (ctx: RequestContext): Promise<ConsentView[]> =>
  selectConsents(ctx.db, requireAccount(ctx.actor).accountId);
