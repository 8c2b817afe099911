import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { type HeldCut, holdUncut } from "../store/work.ts";
import { cutOne } from "./cut-one.ts";
import { openFfmpeg } from "./ffmpeg.ts";
import { workOn } from "./hold.ts";
import { findRecorded, takeRecordings } from "./take-in.ts";

/** Folders of cuts whose process was killed are removed after this time. */
const LEFT_MS = 6 * 3_600_000;

/** Removes the folders of processes that were killed while they cut. */
async function removeLeft(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const state = await stat(path).catch(() => null);
    if (state && nowMs - state.mtimeMs > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Cuts the recordings that wait, each in a folder of its own beside the files. Returns their number. */
async function cutAll(ctx: RequestContext, program: string): Promise<number> {
  const ffmpeg = openFfmpeg(program);
  const root = join(ctx.config.filesDir, "cutting");
  const cut = async (held: HeldCut) => {
    await mkdir(root, { recursive: true, mode: 0o700 });
    await removeLeft(root, ctx.clock.now().getTime());
    const folder = await mkdtemp(join(root, "cut-"));
    try {
      await cutOne(ctx, held, { ffmpeg, folder });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return workOn(ctx, () => holdUncut(ctx.db), cut);
}

/**
 * Takes in what the streaming server has recorded, and cuts films and clips of livestreams that are over. It
 * finds its work in the folder and in the rows. So a lost queue, a kill or a late run loses and repeats
 * nothing. Without ffmpeg, whole recordings are kept and nothing is cut.
 */
export async function cutRecordings(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  const { folder, ffmpeg } = ctx.config.recordings;
  if (folder !== null) await findRecorded(ctx, folder);
  const taken = folder === null ? 0 : await takeRecordings(ctx, folder);
  const cut = ffmpeg === null ? 0 : await cutAll(ctx, ffmpeg);
  ctx.ring("tasks");
  if (taken + cut > 0) ctx.log.info({ taken, cut }, "recordings were taken in and cut");
}
