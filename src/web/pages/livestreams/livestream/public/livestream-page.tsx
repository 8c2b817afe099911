import type { FC } from "hono/jsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { asset } from "../../../../static/index.ts";
import { formatSpan } from "../../../../text/format.ts";
import { LINK_PLATFORM, LIVESTREAM, LIVESTREAM_PHASE, NOW } from "../../../../text/livestreams/livestream.ts";
import { WATCH } from "../../../../text/livestreams/watch.ts";
import { AudienceLine } from "../../audience/public-audience-section.tsx";
import { Questions } from "../../questions/public/question-section.tsx";
import { ReplaySection } from "../../replay/replay-section.tsx";
import { ReservationSection } from "../../reservations/reservation-section.tsx";
import { NextSection } from "../../room/next-section.tsx";
import { StandbySection } from "../../room/standby/standby-section.tsx";
import { ClaimsSection } from "../../spoken-claims/claim-section.tsx";
import { homeOf, LivestreamPhase } from "../phase-section.tsx";
import { Beside, Presenters, Share } from "./about-section.tsx";
import { After } from "./after-section.tsx";
import type { LivestreamData } from "./livestream-data.ts";
import { Postings } from "./postings-section.tsx";
import { shownPostings } from "./shown-postings.ts";
import { State } from "./state-section.tsx";
import { Watch } from "./watch-section.tsx";

type Stage = { shell: Shell; data: LivestreamData };

const OVER: ReadonlySet<string> = new Set(["ended", "replay", "cancelled"]);

/** The title, what there is to see now, and what comes next. */
const Head: FC<Stage> = ({ shell, data }) => {
  const { livestream, playlist } = data;
  const { id, links, phase } = livestream;
  return (
    <div class="narrow">
      <h1>{livestream.title}</h1>
      <p
        class="row"
        data-phase
        data-live={LIVESTREAM_PHASE.live}
        data-lost={LIVESTREAM_PHASE.interrupted}
        data-over={LIVESTREAM_PHASE.ended}
      >
        <LivestreamPhase livestream={livestream} />
        <b class="number">{formatSpan(livestream.startsAt, livestream.endsAt)}</b>
      </p>
      {livestream.hostedHere ? null : <p class="quiet">{LIVESTREAM.from(homeOf(livestream))}</p>}
      {phase === "draft" ? null : (
        <p>
          <a href={`/livestreams/${id}/text`}>{WATCH.textOnly}</a>
        </p>
      )}
      <div data-now={NOW.interrupted}>
        {phase === "live" && playlist ? null : <State livestream={livestream} />}
      </div>
      {links.length > 0 && !OVER.has(phase) ? (
        <p class="row" data-until-over>
          {links.map(({ platform, url }) => (
            <LinkButton href={url}>{LIVESTREAM.watchOn(LINK_PLATFORM[platform])}</LinkButton>
          ))}
        </p>
      ) : null}
      {data.reservation ? <ReservationSection shell={shell} data={data.reservation} /> : null}
      <NextSection livestreamId={id} handovers={data.handovers} />
      {data.standby ? <StandbySection url={data.standby.url} shown={data.standby.shown} /> : null}
    </div>
  );
};

/**
 * The public page of a livestream: the picture, the posting that is being explained, all postings.
 */
export const LivestreamPage: FC<Stage> = ({ shell, data }) => {
  const { livestream, items, claims, names, origin, questions, coming } = data;
  const { id, channel, phase } = livestream;
  const watched = !OVER.has(phase) && phase !== "draft";
  const checks = <ClaimsSection livestreamId={id} claims={claims} live={watched} />;
  const cards = items.flatMap(({ card }) => card ?? []);
  return (
    <>
      <Head shell={shell} data={data} />
      {watched ? (
        <Watch shell={shell} data={data}>
          {checks}
        </Watch>
      ) : null}
      <div class="narrow">
        <AudienceLine audience={data.audience} />
        <ReplaySection shell={shell} data={{ livestream, replay: data.replay, cards }} />
        {phase === "draft" ? null : <After coming={coming} hidden={watched} />}
        {watched ? null : checks}
        {phase === "draft" ? null : <Questions shell={shell} data={questions} />}
        {livestream.intro ? <p class="said">{livestream.intro}</p> : null}
        <h2 id="postings">{LIVESTREAM.postings}</h2>
        <Postings shell={shell} data={{ livestream, names, shown: shownPostings(items) }} />
        <Presenters livestream={livestream} />
        <Beside livestream={livestream} />
        {channel ? <Share channel={channel} origin={origin} /> : null}
      </div>
      {watched ? <script type="module" src={asset("player/watch.js")} nonce={shell.nonce} /> : null}
    </>
  );
};
