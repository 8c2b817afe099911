import type { FC } from "hono/jsx";
import { Notice } from "../../../../components/blocks.tsx";
import { STANDBY } from "../../../../text/livestreams/room.ts";

type StandbyProps = {
  /** Address of the film. */
  url: string;
  /** True while viewers see the standby film. */
  shown: boolean;
};

/** The film itself. It loads nothing before the first tap. */
export const Film: FC<{ url: string }> = ({ url }) => (
  // biome-ignore lint/a11y/useMediaCaption: a film is uploaded without captions
  <video controls preload="none" playsinline src={url} aria-label={STANDBY.label} />
);

const Shown: FC<{ url: string }> = ({ url }) => (
  <section class="card screen" data-standby>
    <Notice kind="waiting">{STANDBY.showing}</Notice>
    <Film url={url} />
  </section>
);

/**
 * The standby film in place of the picture, under words that say so. While the picture advances, client code
 * has it at hand for the moment in which the picture is lost.
 */
export const StandbySection: FC<StandbyProps> = ({ url, shown }) => (
  <div data-standby-place>
    {shown ? <Shown url={url} /> : null}
    <template>
      <Shown url={url} />
    </template>
  </div>
);
