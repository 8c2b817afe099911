import { open } from "node:fs/promises";
import { join } from "node:path";
import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { openFile, putFile, removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { lockLivestream } from "../../livestream/index.ts";
import { type Pin, pinsOf } from "../read-replay.ts";
import { type Film, filmOf, type Spot, spotsOf } from "../rules.ts";
import { dropCut, type HeldCut, insertClip, markCut, writeFilm } from "../store/work.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { streamOf } from "./folder.ts";
import { RecordingError } from "./hold.ts";

type Tools = { ffmpeg: Ffmpeg; folder: string };
type Within = NonNullable<Parameters<typeof putFile>[1]["within"]>;

/** Stores a file that was cut. `within` runs in the transaction that makes it readable. */
async function putCut(ctx: RequestContext, held: HeldCut, path: string, within: Within): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const owner = { kind: "livestream", id: held.livestreamId } as const;
    await putFile(ctx, { use: "recording", owner, body: streamOf(file, size), bytes: size, within });
  } finally {
    await file.close();
  }
}

/** Key frames come at least so often. A shorter part may have none, and then it has no film. */
const SHORT_MS = 15_000;
/** Players begin a film at its first picture, and so do we, unless it is there from the begin on. */
const GAP_MS = 20;

/**
 * Cuts the film of a part into a folder. Returns its path, with the time of its first picture. Null: the part
 * is short and has no key frame. Throws if more than half of the expected film is missing.
 */
async function cutFilm(
  body: ReadableStream<Uint8Array>,
  part: NonNullable<ReturnType<typeof filmOf>>,
  { ffmpeg, folder }: Tools,
): Promise<(Film & { path: string }) | null> {
  const raw = join(folder, "raw.mp4");
  await ffmpeg.film(body, { startMs: part.fromMs, lengthMs: part.lengthMs }, raw);
  const { beginMs, endMs } = await ffmpeg.span(raw);
  if (endMs === 0 && part.lengthMs < SHORT_MS) return null;
  if (endMs * 2 < part.lengthMs) throw new RecordingError("ffmpeg", "the film is too short");
  if (beginMs <= GAP_MS) return { path: raw, startsAt: part.startsAt, lengthMs: endMs };
  const path = join(folder, "film.mp4");
  await ffmpeg.clip(raw, { startMs: 0, lengthMs: endMs - beginMs }, path);
  return { path, startsAt: new Date(part.startsAt.getTime() + beginMs), lengthMs: endMs - beginMs };
}

/** Cuts the clip of one posting from a film. A part without a picture has none. */
async function cutClip(
  ctx: RequestContext,
  held: HeldCut,
  { spot, path, tools: { ffmpeg, folder } }: { spot: Pin & Spot; path: string; tools: Tools },
): Promise<void> {
  const { id: pinId, postingId, startMs, endMs } = spot;
  const clip = join(folder, "clip.mp4");
  await ffmpeg.clip(path, { startMs, lengthMs: endMs - startMs }, clip);
  if ((await ffmpeg.span(clip)).endMs === 0) return;
  await putCut(ctx, held, clip, async (tx, { id: fileId }) => {
    const made = { id: ctx.ids.uuid(), pinId, postingId, startMs, endMs, fileId };
    if (!(await insertClip(tx, held, made))) throw notFound();
  });
}

/** Notes that a recording is cut. Other cities are told of its films with the same commit. */
const finishCut = (ctx: RequestContext, held: HeldCut): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await lockLivestream(tx, held.livestreamId);
    await markCut(tx, held);
    await tellLivestream(tx, ctx, held.livestreamId);
  });

/**
 * Cuts the film of one recording, and a clip for each posting that was explained in it. Begins anew after a
 * failure: what a former try has stored is removed first. Nothing is shown before the last statement.
 */
export async function cutOne(ctx: RequestContext, held: HeldCut, tools: Tools): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const former = await dropCut(tx, held);
    if (!former) throw notFound();
    for (const id of former) await removeFile(tx, id);
  });
  const part = filmOf(held, held);
  if (!part) return markCut(ctx.db, held);
  const { body } = await openFile(ctx, { id: held.fileId });
  const cut = await cutFilm(body, part, tools);
  if (!cut) return markCut(ctx.db, held);
  const { path, ...film } = cut;
  await putCut(ctx, held, path, async (tx, { id: fileId }) => {
    if (!(await writeFilm(tx, held, { fileId, ...film }))) throw notFound();
  });
  for (const spot of spotsOf(await pinsOf(ctx, held.livestreamId), film))
    await cutClip(ctx, held, { spot, path, tools });
  await finishCut(ctx, held);
}
