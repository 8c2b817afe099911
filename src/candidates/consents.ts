import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { CardView, ConsentView } from "./schema.ts";
import { selectCardViews, selectConsents } from "./store.ts";

/** The caller's consents with receiver, fields and end. */
export const listConsents = async (ctx: RequestContext): Promise<ConsentView[]> =>
  selectConsents(ctx.db, requireAccount(ctx.actor).accountId);

/** The recorded looks at the caller's card. */
export const listCardViews = async (ctx: RequestContext): Promise<CardView[]> =>
  selectCardViews(ctx.db, requireAccount(ctx.actor).accountId);
