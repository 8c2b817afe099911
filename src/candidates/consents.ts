import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { CardView, ConsentView } from "./schema.ts";
import { selectCardViews, selectConsents } from "./store.ts";

/** Returns the caller's consents with receiver, fields and end, newest first. */
export const listConsents = async (ctx: RequestContext): Promise<ConsentView[]> =>
  selectConsents(ctx.db, requireAccount(ctx.actor).accountId);

/** Returns who viewed the caller's card and when, newest first. */
export const listCardViews = async (ctx: RequestContext): Promise<CardView[]> =>
  selectCardViews(ctx.db, requireAccount(ctx.actor).accountId);
