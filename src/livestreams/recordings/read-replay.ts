import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { getLivestream } from "../livestream/index.ts";
import { listPins, type PinHistory } from "../programme/index.ts";
import { chaptersVtt, type Film, filmOf, type Spot, spotsOf } from "./rules.ts";
import type { Replay } from "./schema.ts";
import { type ShownClip, type ShownRecording, selectClips, selectFilm, selectShown } from "./store/shown.ts";
import { selectToldClips, selectToldFilms } from "./store/told.ts";

const PAGE = 100;
/** A livestream has 200 postings at most, and each may be explained more than once. */
const PINS_MAX = 1_000;

export type Pin = Pick<PinHistory["items"][number], "id" | "postingId" | "title" | "employer"> & {
  pinnedAt: Date;
  unpinnedAt: Date | null;
};

/** Returns the pins of a livestream that the caller may see, oldest first. */
export async function pinsOf(ctx: RequestContext, id: string): Promise<Pin[]> {
  const pins: Pin[] = [];
  for (let cursor: string | undefined; pins.length < PINS_MAX; ) {
    const page = await listPins(ctx, { id, limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const { pinnedAt, unpinnedAt, ...pin } of page.items)
      pins.push({
        ...pin,
        pinnedAt: new Date(pinnedAt),
        unpinnedAt: unpinnedAt ? new Date(unpinnedAt) : null,
      });
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  return pins;
}

/** Returns the film of a recording, or the part of it that becomes the film; null if it has none. */
function partOf(row: ShownRecording): Film | null {
  if (row.filmStartsAt && row.filmMs) return { startsAt: row.filmStartsAt, lengthMs: row.filmMs };
  return row.cut ? null : filmOf(row, row);
}

const toChapter = ({ id, postingId, title, employer, startMs, endMs }: Pin & Spot) => ({
  pinId: id,
  postingId,
  title,
  employer,
  startMs,
  endMs,
});

type Part = Film & { id: string; film: boolean; url: string | null };

/** Returns the parts of an own livestream, with films or without. */
async function ownParts(ctx: RequestContext, livestreamId: string): Promise<Part[]> {
  return (await selectShown(ctx.db, livestreamId)).flatMap((row) => {
    const part = partOf(row);
    const film = row.filmMs !== null;
    const url = film ? `/livestreams/${livestreamId}/replay/${row.id}/film` : null;
    return part ? [{ ...part, id: row.id, film, url }] : [];
  });
}

/** Returns the films that the home of a copy shows. */
const toldParts = async (ctx: RequestContext, livestreamId: string): Promise<Part[]> =>
  (await selectToldFilms(ctx.db, livestreamId)).map((film) => ({ ...film, film: true }));

/**
 * Returns the recordings of a livestream that is over, with the postings that were explained in each. Empty
 * before its end and without recordings. Throws NOT_FOUND unless the caller may read the livestream.
 */
export async function getReplay(ctx: RequestContext, { id }: { id: string }): Promise<Replay> {
  const { hostedHere } = await getLivestream(ctx, { id });
  const parts = await (hostedHere ? ownParts(ctx, id) : toldParts(ctx, id));
  if (parts.length === 0) return { takes: [] };
  const pins = await pinsOf(ctx, id);
  return {
    takes: parts.map(({ id: takeId, startsAt, lengthMs, film, url }) => ({
      ...{ id: takeId, startsAt: startsAt.toISOString(), lengthMs, film, url },
      chapters: spotsOf(pins, { startsAt, lengthMs }).map(toChapter),
    })),
  };
}

/** Returns the chapters of one film as a WebVTT track. Throws NOT_FOUND if the reader may not watch it. */
export async function getChapters(
  ctx: RequestContext,
  { id, recordingId }: { id: string; recordingId: string },
): Promise<string> {
  const { takes } = await getReplay(ctx, { id });
  return chaptersVtt(orNotFound(takes.find((take) => take.id === recordingId)).chapters);
}

/** Returns the file of a film. Throws NOT_FOUND if it is not there, or not for this reader. */
export const filmFile = async (
  ctx: RequestContext,
  { id, recordingId }: { id: string; recordingId: string },
): Promise<string> => orNotFound(await selectFilm(ctx, { livestreamId: id, recordingId }));

/** `url`: a path here, or a whole address at the home of a copy. */
export type ClipView = Omit<ShownClip, "fileId" | "startsAt"> & { startsAt: string; url: string };

/**
 * Returns the newest clips in which a posting is explained, also those at the homes of copies. Empty once the
 * posting has ended, and for readers who may not read the livestream.
 */
export async function clipsOfPosting(
  ctx: RequestContext,
  { postingId, limit }: { postingId: string; limit: number },
): Promise<ClipView[]> {
  const [own, told] = await Promise.all([
    selectClips(ctx, { postingId, limit }),
    selectToldClips(ctx, { postingId, limit }),
  ]);
  const here = own.map(({ fileId: _, ...clip }) => ({
    ...clip,
    url: `/postings/${postingId}/clips/${clip.id}`,
  }));
  return [...here, ...told]
    .sort((one, other) => other.startsAt.getTime() - one.startsAt.getTime())
    .slice(0, limit)
    .map(({ startsAt, ...clip }) => ({ ...clip, startsAt: startsAt.toISOString() }));
}

/** Returns the file of a clip. Throws NOT_FOUND for one that `clipsOfPosting` does not return. */
export async function clipFile(
  ctx: RequestContext,
  { postingId, clipId }: { postingId: string; clipId: string },
): Promise<string> {
  const [clip] = await selectClips(ctx, { postingId, clipId, limit: 1 });
  return orNotFound(clip).fileId;
}
