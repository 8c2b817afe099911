import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { CLIP } from "../../../../text/livestreams/room.ts";

type ClipProps = {
  livestreamId: string;
  /** True while viewers see the clip. */
  shown: boolean;
};

/** The film itself. It loads nothing before the first tap. */
export const Film: FC<{ livestreamId: string }> = ({ livestreamId }) => (
  // biome-ignore lint/a11y/useMediaCaption: a film is uploaded without captions
  <video
    controls
    preload="none"
    playsinline
    src={`/livestreams/${livestreamId}/clip`}
    aria-label={CLIP.label}
  />
);

const Shown: FC<{ livestreamId: string }> = ({ livestreamId }) => (
  <section class="card screen" data-clip>
    <Notice kind="waiting">{CLIP.showing}</Notice>
    <Film livestreamId={livestreamId} />
  </section>
);

/**
 * The clip in place of the picture, under words that say so. While the picture advances, client code has it
 * at hand for the moment in which the picture is lost.
 */
export const ClipSection: FC<ClipProps> = ({ livestreamId, shown }) => (
  <div data-clip-place>
    {shown ? <Shown livestreamId={livestreamId} /> : null}
    <template>
      <Shown livestreamId={livestreamId} />
    </template>
  </div>
);
