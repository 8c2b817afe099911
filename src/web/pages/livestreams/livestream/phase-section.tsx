import type { Child, FC } from "hono/jsx";
import type { LivestreamView } from "../../../../livestreams/index.ts";
import { Status } from "../../../components/blocks.tsx";
import { formatSpan } from "../../../text/format.ts";
import { LIVESTREAM_PHASE, LIVESTREAMS } from "../../../text/livestreams/livestream.ts";

const KIND = {
  draft: "plain",
  announced: "waiting",
  waiting: "waiting",
  rehearsal: "waiting",
  live: "done",
  interrupted: "waiting",
  ended: "stopped",
  replay: "plain",
  cancelled: "stopped",
} as const;

export const LivestreamPhase: FC<{ livestream: Pick<LivestreamView, "phase" | "homeSilent"> }> = ({
  livestream: { phase, homeSilent },
}) => <Status kind={KIND[phase]}>{homeSilent ? LIVESTREAMS.silent : LIVESTREAM_PHASE[phase]}</Status>;

/** Returns the name of the home city. */
export const homeOf = ({ cities, homeCity }: Pick<LivestreamView, "cities" | "homeCity">): string =>
  cities.find(({ city }) => city === homeCity)?.name ?? homeCity;

/** A list item for one livestream. `children` stand below its facts. */
export const LivestreamLine: FC<{ livestream: LivestreamView; href: string; children?: Child }> = ({
  livestream,
  href,
  children,
}) => (
  <li class="card posting">
    <div class="head">
      <h3>
        <a class="title" href={href}>
          {livestream.title}
        </a>
      </h3>
      <LivestreamPhase livestream={livestream} />
    </div>
    <p class="number">
      <b>{formatSpan(livestream.startsAt, livestream.endsAt)}</b>
    </p>
    <p>{LIVESTREAMS.by(livestream.cities.map(({ federation }) => federation))}</p>
    <p class="quiet small">{LIVESTREAMS.count(livestream.postings)}</p>
    {children}
  </li>
);
