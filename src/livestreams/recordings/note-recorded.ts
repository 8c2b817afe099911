import type { RequestContext } from "../../platform/context.ts";
import { readFileName } from "./rules.ts";
import { insertFound } from "./store/found.ts";

/**
 * Notes a file that the streaming server has closed. The caller has checked that the server said so. Of the
 * path only the file's name counts, and the file belongs to the take of its connection. Returns false for a
 * path or a connection that is not ours; a scan of the folder finds the file nevertheless.
 */
export async function noteRecorded(
  ctx: Pick<RequestContext, "db" | "ids">,
  { name, client, path }: { name: string; client: string; path: string },
): Promise<boolean> {
  const file = readFileName(path);
  if (file?.name !== name) return false;
  return insertFound(ctx.db, { id: ctx.ids.uuid(), ...file, client });
}
