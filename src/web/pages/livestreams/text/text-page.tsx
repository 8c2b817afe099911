import type { FC } from "hono/jsx";
import type { LivestreamView, RunSheet, Transcript } from "../../../../livestreams/index.ts";
import { Empty, Notice, Pages } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { formatSpan } from "../../../text/format.ts";
import { NOW } from "../../../text/livestreams/livestream.ts";
import { QUESTIONS } from "../../../text/livestreams/questions.ts";
import { AS_TEXT } from "../../../text/livestreams/watch.ts";
import { LivestreamPhase } from "../livestream/phase-section.tsx";
import { After } from "../livestream/public/after-section.tsx";
import { CLAIM_SCRIPT_WORDS } from "../spoken-claims/claim-section.tsx";
import { MomentLine } from "./moment-section.tsx";

export type TextData = {
  livestream: LivestreamView;
  items: RunSheet["items"];
  moments: Transcript;
  coming: readonly LivestreamView[];
  /** Token of the page's beats. Null if its reader is not counted. */
  token: string | null;
  first: boolean;
};

const WORDS = JSON.stringify({
  ...AS_TEXT,
  over: NOW.ended,
  askers: QUESTIONS.askers(2).replace("2", "{n}"),
  about: QUESTIONS.about("{title}"),
  answers: QUESTIONS.answers,
  claims: CLAIM_SCRIPT_WORDS,
});

/**
 * A livestream as text, newest line first: no picture and no player, for places with little signal, for
 * people who do not hear, and to read afterwards. Its script adds new lines; without it, the page is plain.
 */
export const TextPage: FC<{ shell: Shell; data: TextData }> = ({ shell, data }) => {
  const { livestream, items, moments, coming, token, first } = data;
  const { id, channel, phase } = livestream;
  const path = `/livestreams/${id}/text`;
  const over = phase === "ended" || phase === "replay" || phase === "cancelled";
  const open = new Set(items.flatMap(({ card }) => (card ? [card.id] : [])));
  const live = first && !over;
  return (
    <div class="narrow stack">
      <h1>{AS_TEXT.title}</h1>
      <p>
        <b>{livestream.title}</b> <LivestreamPhase livestream={livestream} />
      </p>
      <p class="number">{formatSpan(livestream.startsAt, livestream.endsAt)}</p>
      <p class="quiet">{AS_TEXT.lead}</p>
      {over && phase !== "cancelled" ? <Notice>{NOW.ended}</Notice> : null}
      <p class="row">
        <LinkButton href={`/livestreams/${id}`}>{AS_TEXT.picture}</LinkButton>
        <LinkButton href={`/livestreams/${id}/questions`}>{QUESTIONS.open}</LinkButton>
        <LinkButton href={`/livestreams/${id}/postings`}>{AS_TEXT.postings}</LinkButton>
      </p>
      <p class="quiet" role="status" data-state />
      <After coming={coming} hidden={!over} postings={`/livestreams/${id}/postings`} />
      <h2>{AS_TEXT.lines}</h2>
      {live ? (
        <p class="quiet small">
          {AS_TEXT.live} <a href={path}>{AS_TEXT.refresh}</a>
        </p>
      ) : null}
      {moments.items.length === 0 ? (
        <div data-none>
          <Empty text={AS_TEXT.none} />
        </div>
      ) : null}
      <ol
        class="list"
        data-lines
        aria-live="polite"
        {...(live
          ? {
              "data-events": `/livestreams/${id}/live?after=${livestream.lastEvent}`,
              "data-beats": `/api/v1/livestreams/${id}/beats`,
              "data-token": token ?? "",
              "data-channel": channel ?? "",
              "data-words": WORDS,
            }
          : {})}
      >
        {moments.items.map((moment) => (
          <MomentLine moment={moment} channel={channel} open={open} />
        ))}
      </ol>
      <Pages shell={shell} next={moments.nextCursor} />
      {live ? <script type="module" src={asset("player/text.js")} nonce={shell.nonce} /> : null}
    </div>
  );
};
