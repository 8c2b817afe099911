import { forgetCounted } from "../../src/livestreams/audience/cache.ts";
import { counterOf, issueBeatPage, recordBeat } from "../../src/livestreams/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import type { TestDatabase } from "../support/database.ts";
import { advance } from "./livestreams.ts";

/** A browser of people, as its User-Agent header names it. */
export const BROWSER =
  "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile MicroMessenger/8.0";
export const ROBOT = "Mozilla/5.0 (compatible; Baiduspider/2.0)";

/** Opens the page of a livestream as this visitor. Returns the token of its beats. */
export const openPage = (
  ctx: RequestContext,
  livestreamId: string,
  visitor: string,
  more: Partial<Parameters<typeof issueBeatPage>[1]> = {},
): Promise<string | null> =>
  issueBeatPage(ctx, { livestreamId, visitor, via: null, method: "GET", userAgent: BROWSER, ...more });

/** Opens a page that must get a token. */
export async function pageOf(...asked: Parameters<typeof openPage>): Promise<string> {
  const token = await openPage(...asked);
  if (!token) throw new Error("the page got no token");
  return token;
}

/** Beats once with the picture, unless `beat` says otherwise. */
export const beat = (
  ctx: RequestContext,
  livestreamId: string,
  token: string | undefined,
  more: { mode?: "text"; progress?: number; userAgent?: string } = {},
) =>
  recordBeat(ctx, {
    livestreamId,
    userAgent: more.userAgent ?? BROWSER,
    beat:
      more.mode === "text"
        ? { mode: "text", token }
        : { mode: "picture", token, progress: more.progress ?? 28 },
  });

type World = { database: TestDatabase; services: RequestContext };

/** Lets time pass at a livestream that goes on, and makes processes read the clock again. */
export async function pass(
  { database, services }: World,
  livestreamId: string,
  interval: string,
  others: readonly RequestContext[] = [],
): Promise<void> {
  await database.travel(interval);
  await advance(services.db, livestreamId);
  for (const ctx of [services, ...others]) {
    counterOf(ctx).forget();
    forgetCounted(ctx);
  }
}
