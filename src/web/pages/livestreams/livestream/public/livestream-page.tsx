import type { FC } from "hono/jsx";
import type {
  AudienceView,
  ClaimList,
  Clip,
  Handovers,
  LivestreamView,
  Replay,
  RunSheet,
} from "../../../../../livestreams/index.ts";
import type { PostingCard } from "../../../../../postings/index.ts";
import { Empty, Facts, Notice } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { type CodeNames, Pay, PostingPlace } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { asset } from "../../../../static/index.ts";
import { formatDate, formatHeadcount, formatSpan, formatTime } from "../../../../text/format.ts";
import {
  LINK_PLATFORM,
  LIVESTREAM,
  LIVESTREAM_PHASE,
  NOW,
  PLAYER,
} from "../../../../text/livestreams/livestream.ts";
import { AudienceLine } from "../../audience/audience-line.tsx";
import type { QuestionsData } from "../../questions/public/asked.ts";
import { Questions } from "../../questions/public/question-section.tsx";
import { ReplaySection } from "../../replay/replay-section.tsx";
import { type Reservation, ReservationSection } from "../../reservations/reservation-section.tsx";
import { ClipSection } from "../../room/clip/clip-section.tsx";
import { NextSection } from "../../room/next-section.tsx";
import { ClaimsSection } from "../../spoken-claims/claim-section.tsx";
import { homeOf, LivestreamPhase } from "../phase-section.tsx";

export type LivestreamData = {
  livestream: LivestreamView;
  audience: AudienceView;
  items: RunSheet["items"];
  /** The newest checks of what was said. */
  claims: ClaimList;
  names: CodeNames;
  origin: string;
  /** Address of the picture. Null while there is none for viewers. */
  playlist: string | null;
  /** Token of the page's beats. Null if its viewer is not counted. */
  token: string | null;
  questions: QuestionsData;
  /** Null once the livestream has begun. */
  reservation: Reservation | null;
  /** Recordings once it is over. */
  replay: Replay;
  clip: Clip | null;
  handovers: Handovers;
};

/** Returns the path to apply for a posting. `via` makes the application count for the livestream. */
const applyAt = (id: string, channel: string | null) =>
  channel ? `/postings/${id}/apply?via=${channel}` : `/postings/${id}/apply`;

/** A posting of the livestream, with the button to apply. */
const Offer: FC<{ shell: Shell; card: PostingCard; names: CodeNames; channel: string | null }> = ({
  shell,
  card,
  names,
  channel,
}) => (
  <>
    <div class="row between">
      <h3>
        <a href={`/postings/${card.id}`}>{card.title}</a>
      </h3>
      <Pay pay={card.pay} short />
    </div>
    <p>
      {card.employer.name} · <PostingPlace site={shell.site} names={names} posting={card} /> ·{" "}
      {formatHeadcount(card)}
    </p>
    <LinkButton href={applyAt(card.id, channel)} kind="primary">
      {LIVESTREAM.apply}
      <span class="sr"> {card.title}</span>
    </LinkButton>
  </>
);

/** Says what there is to see now. */
const State: FC<{ livestream: LivestreamView }> = ({ livestream }) => {
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

/** The presenters with their employers and permits, as the law and the viewers want to know them. */
const Presenters: FC<{ livestream: LivestreamView }> = ({ livestream: { presenters } }) => (
  <section>
    <h2>{LIVESTREAM.presenters}</h2>
    <ul class="list">
      {presenters.map(({ name, employer, union, permit, permitUntil, permitEnded }) => (
        <li class="card">
          <p>
            <b>{name}</b> {LIVESTREAM.of(employer?.name ?? union ?? "")}
          </p>
          <p class="quiet small">
            {LIVESTREAM.permit} {permit ?? ""}{" "}
            {permitUntil ? LIVESTREAM.permitUntil(formatDate(permitUntil)) : ""}
          </p>
          {permitEnded ? <Notice kind="warning">{LIVESTREAM.permitEnded}</Notice> : null}
        </li>
      ))}
    </ul>
  </section>
);

const Share: FC<{ channel: string; origin: string }> = ({ channel, origin }) => (
  <section class="card">
    <h2>{LIVESTREAM.share}</h2>
    <p class="quiet small">{LIVESTREAM.shareHint}</p>
    <p>{`${origin}/f/${channel}`}</p>
    <img src={`/f/${channel}/qr.png`} width="160" height="160" alt={LIVESTREAM.qr} loading="lazy" />
  </section>
);

const Beside: FC<{ livestream: LivestreamView }> = ({ livestream: { fair, venues, cities } }) => (
  <section class="card">
    <Facts
      items={[
        ...(["host", "organiser", "supporter"] as const).flatMap((role) => {
          const unions = cities.filter((city) => city.role === role).map(({ federation }) => federation);
          return unions.length > 0 ? [{ term: LIVESTREAM.holders[role], value: unions.join("、") }] : [];
        }),
        ...(fair ? [{ term: LIVESTREAM.beside, value: <a href={`/fairs/${fair.id}`}>{fair.title}</a> }] : []),
        ...(venues.length > 0
          ? [{ term: LIVESTREAM.venues, value: venues.map(({ name }) => name).join("、") }]
          : []),
      ]}
    />
  </section>
);

type Stage = { shell: Shell; data: LivestreamData; cards: PostingCard[] };

/**
 * The picture and the posting that is being explained. Without JavaScript there is no picture, and the page
 * is read anew.
 */
const Watch: FC<Stage> = ({ shell, data: { livestream, names, playlist, token }, cards }) => {
  const { id, channel, phase, pin } = livestream;
  const pinned = cards.find((card) => card.id === pin?.postingId);
  const under = phase === "live" || phase === "interrupted";
  return (
    <div
      class="stack"
      data-watch
      data-events={`/livestreams/${id}/live?after=${livestream.lastEvent}`}
      data-asked={`/api/v1/livestreams/${id}`}
      data-beats={`/api/v1/livestreams/${id}/beats`}
      data-token={token ?? ""}
      data-playlist={playlist ?? ""}
      data-words={JSON.stringify(PLAYER)}
    >
      {playlist ? (
        <div class="screen">
          <div data-screen />
          <button type="button" class="button primary" data-start hidden>
            {PLAYER.start}
          </button>
          <noscript>
            <p>
              {LIVESTREAM.noPlayer} <a href={playlist}>{LIVESTREAM.playlist}</a>{" "}
              <a href={`/livestreams/${id}`}>{LIVESTREAM.refresh}</a>
            </p>
          </noscript>
        </div>
      ) : null}
      <p class="quiet" data-state role="status" />
      <section class="card" data-pinned hidden={!pinned}>
        <h2>{LIVESTREAM.pinned}</h2>
        <div data-pinned-body>
          {pinned ? <Offer shell={shell} card={pinned} names={names} channel={channel} /> : null}
        </div>
      </section>
      <p class="quiet" data-no-pin hidden={pinned !== undefined || !under}>
        {LIVESTREAM.nothingPinned}
      </p>
    </div>
  );
};

/**
 * The public page of a livestream: the picture, the posting that is being explained, all postings.
 */
export const LivestreamPage: FC<{ shell: Shell; data: LivestreamData }> = ({ shell, data }) => {
  const { livestream, items, claims, names, origin, playlist, questions } = data;
  const { channel, links, phase } = livestream;
  const cards = items.flatMap(({ card }) => card ?? []);
  const watched = phase !== "ended" && phase !== "replay" && phase !== "cancelled" && phase !== "draft";
  return (
    <div class="narrow">
      <h1>{livestream.title}</h1>
      <p data-phase data-live={LIVESTREAM_PHASE.live} data-lost={LIVESTREAM_PHASE.interrupted}>
        <LivestreamPhase livestream={livestream} />
      </p>
      <p class="number">
        <b>{formatSpan(livestream.startsAt, livestream.endsAt)}</b>
      </p>
      {livestream.hostedHere ? null : <p class="quiet">{LIVESTREAM.from(homeOf(livestream))}</p>}
      <div data-now={NOW.interrupted}>
        {phase === "live" && playlist ? null : <State livestream={livestream} />}
      </div>
      {links.length > 0 ? (
        <p class="row">
          {links.map(({ platform, url }) => (
            <LinkButton href={url}>{LIVESTREAM.watchOn(LINK_PLATFORM[platform])}</LinkButton>
          ))}
        </p>
      ) : null}
      {data.reservation ? <ReservationSection shell={shell} data={data.reservation} /> : null}
      <NextSection livestreamId={livestream.id} handovers={data.handovers} />
      {data.clip ? <ClipSection livestreamId={livestream.id} shown={data.clip.shown} /> : null}
      {watched ? <Watch shell={shell} data={data} cards={cards} /> : null}
      <AudienceLine audience={data.audience} />
      <ReplaySection shell={shell} data={{ livestream, replay: data.replay, cards }} />
      <ClaimsSection livestreamId={livestream.id} claims={claims} live={watched} />
      {phase === "draft" ? null : <Questions shell={shell} data={questions} />}
      {livestream.intro ? <p class="said">{livestream.intro}</p> : null}
      <h2 id="postings">{LIVESTREAM.postings}</h2>
      {cards.length === 0 ? <Empty text={LIVESTREAM.noPostings} /> : null}
      <ul class="list">
        {cards.map((card) => (
          <li class="card" data-posting={card.id}>
            <Offer shell={shell} card={card} names={names} channel={channel} />
          </li>
        ))}
      </ul>
      <Presenters livestream={livestream} />
      <Beside livestream={livestream} />
      {channel ? <Share channel={channel} origin={origin} /> : null}
      {watched ? <script type="module" src={asset("player/watch.js")} nonce={shell.nonce} /> : null}
    </div>
  );
};
