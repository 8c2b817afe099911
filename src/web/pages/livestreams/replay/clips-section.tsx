import type { FC } from "hono/jsx";
import type { ClipView } from "../../../../livestreams/index.ts";
import { formatTime } from "../../../text/format.ts";
import { CLIPS, lengthText } from "../../../text/livestreams/replay.ts";

/** The parts of livestreams in which a posting is explained, on the posting's page. */
export const PostingClips: FC<{ clips: readonly ClipView[] }> = ({ clips }) =>
  clips.length === 0 ? null : (
    <section class="card" id="clips">
      <h2>{CLIPS.title}</h2>
      {clips.map(({ url, livestreamId, title, startsAt, lengthMs }, at) => (
        <details class="sheet" open={at === 0}>
          <summary>{CLIPS.watch(lengthText(lengthMs))}</summary>
          <div class="screen">
            {/* biome-ignore lint/a11y/useMediaCaption: nobody writes captions; what was said of each posting stands beside as text */}
            <video
              controls
              playsinline
              preload={at === 0 ? "metadata" : "none"}
              src={url}
              aria-label={CLIPS.picture}
            />
          </div>
          <p class="quiet small">
            {CLIPS.from(title, formatTime(startsAt))}{" "}
            <a href={`/livestreams/${livestreamId}#replay`}>
              {CLIPS.whole}
              <span class="sr"> {title}</span>
            </a>
          </p>
        </details>
      ))}
    </section>
  );
