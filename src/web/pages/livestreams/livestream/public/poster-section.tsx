import type { FC } from "hono/jsx";
import type { PosterView } from "../../../../../livestreams/index.ts";

/**
 * Returns the address of a poster, at the home of a copy too. Another picture has another address, so no
 * browser shows the former.
 */
export const posterAt = (livestreamId: string, { fileId, url }: PosterView): string =>
  url ?? `/livestreams/${livestreamId}/poster?v=${fileId.slice(-8)}`;

/** A drawn picture for a livestream without a poster: a person with a helmet beside a screen. */
const Drawn: FC = () => (
  <svg class="preview" viewBox="0 0 320 180" width="640" height="360" aria-hidden="true">
    <path class="ground" d="M0 0h320v180H0z" />
    <path class="frame" d="M150 42h118v78H150zM190 134h38" />
    <path class="play" d="m198 64 28 17-28 17z" />
    <path
      class="person"
      d="M84 66a22 22 0 0 1 44 0h6v8H78v-8zM86 80h40a20 20 0 0 1-40 0zM62 152a44 40 0 0 1 88 0z"
    />
  </svg>
);

/**
 * The picture that stands where the player will be. Width and height leave room for it before it has come.
 * It says nothing that the title does not say.
 */
export const Poster: FC<{ livestreamId: string; poster: PosterView | null }> = ({ livestreamId, poster }) =>
  poster ? (
    <img
      class="preview"
      src={posterAt(livestreamId, poster)}
      width={String(poster.width)}
      height={String(poster.height)}
      alt=""
    />
  ) : (
    <Drawn />
  );
