import type { RequestContext } from "../../../platform/context.ts";
import { selectMedia } from "./store.ts";

/** A poster is a file, or the address of one at the home of a copy. */
export type PosterView = { width: number; height: number } & (
  | { fileId: string; url: null }
  | { fileId: null; url: string }
);
/** Captions are a file, or the address of one that grows. */
export type CaptionsView = { fileId: string; url: null } | { fileId: null; url: string };
export type MediaView = { poster: PosterView | null; captions: CaptionsView | null };

/**
 * Returns the poster and the captions of a livestream. The caller must have checked that the reader may read
 * the livestream.
 */
export async function mediaOf(
  { db }: Pick<RequestContext, "db">,
  { livestreamId }: { livestreamId: string },
): Promise<MediaView> {
  const view: MediaView = { poster: null, captions: null };
  for (const { use, fileId, url, width, height } of await selectMedia(db, livestreamId)) {
    if (use === "poster" && width && height) {
      if (fileId) view.poster = { fileId, url: null, width, height };
      if (url) view.poster = { fileId: null, url, width, height };
    }
    if (use === "captions" && fileId) view.captions = { fileId, url: null };
    if (use === "captions" && url) view.captions = { fileId: null, url };
  }
  return view;
}
