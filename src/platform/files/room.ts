import type { RequestContext } from "../context.ts";
import { AppError, notFound } from "../core/errors.ts";
import { type FileBytes, placeOf } from "./bytes.ts";
import { takeRoom } from "./store.ts";
import { type FileUse, rulesOf } from "./uses.ts";

/** Room that a writer of unknown length takes at once, and the bytes between two looks at the disk. */
export const STEP_BYTES = 8 * 2 ** 20;
/** Space that files leave on the disk. The database may be on it, and needs some for its log. */
const FREE_BYTES = 512 * 2 ** 20;
/** A writer shows that it is at work at least so often. */
const TOUCH_MS = 10 * 60_000;

type Context = Pick<RequestContext, "db" | "config" | "clock" | "files">;

/** Throws STORAGE_FULL if `bytes` more would not leave enough space on the disk. */
async function checkSpace(place: FileBytes, bytes: number): Promise<void> {
  const { freeBytes } = await place.space();
  if (freeBytes - bytes < FREE_BYTES) throw new AppError("STORAGE_FULL", { retryAfterS: 60 });
}

/** Returns the bytes that all files of a use may take. */
async function quotaOf({ config, files }: Context, use: FileUse): Promise<number> {
  if (!rulesOf(use).quota) return Number.MAX_SAFE_INTEGER;
  const { recordingsQuota: quota } = config;
  if ("bytes" in quota) return quota.bytes;
  return Math.floor((await placeOf({ files }).space()).sizeBytes * quota.ratio);
}

/** The room that one writer takes for its file. */
export type Room = {
  /**
   * Makes sure that the file may have `total` bytes. Throws FILE_TOO_LARGE, FILE_QUOTA_FULL, STORAGE_FULL.
   */
  reach(total: number): Promise<void>;
};

/**
 * Opens the room of a file whose row is inserted. With a length that the sender `declared`, takes all of it
 * at once, so that a file without room is refused before it is sent. Else takes a step whenever one is used
 * up.
 * Throws NOT_FOUND if the row was removed, for example with its owner.
 */
export async function openRoom(
  ctx: Context,
  { id, use, declared }: { id: string; use: FileUse; declared: number | null },
): Promise<Room> {
  const place = placeOf(ctx);
  const { bytesMax } = rulesOf(use);
  const max = await quotaOf(ctx, use);
  let taken = 0;
  let looked = 0;
  let touchedMs = ctx.clock.now().getTime();
  /** Takes `most` bytes, or `least` near the end of the quota. */
  const take = async (least: number, most = least): Promise<void> => {
    const state = await takeRoom(ctx.db, { id, bytes: most, max: most > 0 ? max : Number.MAX_SAFE_INTEGER });
    if (state === "gone") throw notFound();
    if (state === "full" && least < most) return take(least);
    if (state === "full") throw new AppError("FILE_QUOTA_FULL", { retryAfterS: 3_600 });
    taken += most;
    touchedMs = ctx.clock.now().getTime();
  };
  const checkMax = (bytes: number) => {
    if (bytesMax !== null && bytes > bytesMax) throw new AppError("FILE_TOO_LARGE", { facts: { bytesMax } });
  };
  if (declared !== null) {
    checkMax(declared);
    await checkSpace(place, declared);
    await take(declared);
    looked = STEP_BYTES;
  }
  return {
    async reach(total) {
      checkMax(total);
      if (total > looked) {
        await checkSpace(place, STEP_BYTES);
        looked = total + STEP_BYTES;
      }
      if (total > taken) await take(total - taken, Math.max(total - taken, STEP_BYTES));
      else if (ctx.clock.now().getTime() - touchedMs > TOUCH_MS) await take(0);
    },
  };
}
