import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { formatTime } from "../../../../text/format.ts";
import { LINK_PLATFORM, LIVESTREAM, NOW } from "../../../../text/livestreams/livestream.ts";

/** Says what there is to see now. */
export const State: FC<{ livestream: LivestreamView }> = ({ livestream }) => {
  const { phase, cancelReason, links, id, overAt, homeSilent } = livestream;
  if (phase === "cancelled")
    return <Notice kind="warning">{LIVESTREAM.cancelled(cancelReason ?? "")}</Notice>;
  const seen = phase === "draft" ? "announced" : phase === "rehearsal" ? "waiting" : phase;
  const open = seen !== "ended" && seen !== "replay";
  return (
    <Notice kind={seen === "live" ? "done" : open ? "waiting" : "info"}>
      <p>
        {homeSilent
          ? LIVESTREAM.silent
          : links.length > 0 && open && seen !== "live"
            ? LIVESTREAM.elsewhere(links.map(({ platform }) => LINK_PLATFORM[platform]).join("、"))
            : NOW[seen]}
      </p>
      {overAt ? <p>{LIVESTREAM.over(formatTime(overAt))}</p> : null}
      {open ? (
        <p>
          <a href={`/livestreams/${id}`}>{LIVESTREAM.refresh}</a>
        </p>
      ) : null}
    </Notice>
  );
};
