import type { Context } from "hono";
import { readHistory, type SubjectKind } from "../../../../history/index.ts";
import type { Env } from "../../../../platform/http/index.ts";
import type { HistoryData } from "./history-section.tsx";

/** Acts of a record's own page. The page of the history has all. */
const SHOWN = 20;

/** Loads the history for a record's own page, whose address is `path`. Throws as `readHistory` does. */
export async function historyOf(
  c: Context<Env>,
  { kind, id, path }: { kind: SubjectKind; id: string; path: string },
): Promise<HistoryData> {
  const ctx = c.get("ctx");
  const { items, nextCursor } = await readHistory(ctx, { kind, id, limit: SHOWN });
  return { items, all: nextCursor ? `${path}/history` : null };
}
