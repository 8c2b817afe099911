import type { FC } from "hono/jsx";
import type { HomeNode } from "../../../../../federation/index.ts";
import type { AudienceView, LivestreamView } from "../../../../../livestreams/index.ts";
import { Facts, Notice } from "../../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { asset } from "../../../../static/index.ts";
import { formatSpan, formatTime } from "../../../../text/format.ts";
import { LINK_PLATFORM, LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { LIVESTREAM_BLOCKER, UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { MEDIA } from "../../../../text/livestreams/media.ts";
import { RECORDINGS } from "../../../../text/livestreams/replay.ts";
import { REPORT } from "../../../../text/livestreams/report.ts";
import { ROOM } from "../../../../text/livestreams/room.ts";
import { DecisionReasonForm } from "../../../fairs/registrations/union/reason-form.tsx";
import { AudienceSection } from "../../audience/audience-section.tsx";
import { PlatformSection } from "../../audience/platform-section.tsx";
import { LivestreamPhase } from "../phase-section.tsx";
import { HomeNotice } from "./home-section.tsx";

export type UnionLivestreamData = {
  livestream: LivestreamView;
  origin: string;
  audience: AudienceView;
  /** The node of its home city; null if that is this one. */
  home: HomeNode | null;
  /** The message of the last step, if it failed. */
  refused: string | null;
};

const STEPS = ["announce", "goOnAir", "resume", "end"] as const;

/** The steps that the phase and the caller's city allow, and what the livestream still lacks. */
const Life: FC<{ shell: Shell; data: UnionLivestreamData }> = ({ shell, data: { livestream, refused } }) => {
  const { control, id, phase, rev } = livestream;
  if (!control) return null;
  return (
    <section class="card">
      {refused ? <Notice kind="warning">{refused}</Notice> : null}
      {phase === "draft" && control.blockers.length > 0 ? (
        <Notice kind="waiting">
          <p>{UNION_LIVESTREAMS.lacks}</p>
          <ul>
            {control.blockers.map((blocker) => (
              <li>{LIVESTREAM_BLOCKER[blocker] ?? blocker}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {phase === "draft" && control.blockers.length === 0 ? (
        <Notice kind="done">{UNION_LIVESTREAMS.ready}</Notice>
      ) : null}
      {control.flags.includes("permitEnded") ? (
        <Notice kind="warning">{UNION_LIVESTREAMS.permitEnded}</Notice>
      ) : null}
      <Facts
        items={[
          {
            term: UNION_LIVESTREAMS.state,
            value: control.signal ? UNION_LIVESTREAMS.signal : UNION_LIVESTREAMS.noSignal,
          },
        ]}
      />
      {control.signalAt && !control.signal ? (
        <p class="quiet small">{UNION_LIVESTREAMS.signalAt(formatTime(control.signalAt))}</p>
      ) : null}
      <div class="row">
        {STEPS.filter((step) => control.actions.includes(step)).map((step) => (
          <Form action={`/union/livestreams/${id}/${step}`} csrf={shell.csrf}>
            <input type="hidden" name="ifRev" value={String(rev)} />
            <Button kind={step === "end" ? "danger" : "primary"}>{UNION_LIVESTREAMS[step]}</Button>
          </Form>
        ))}
        {control.edits && control.actions.length > 0 ? (
          <LinkButton href={`/union/livestreams/${id}/edit`}>{UNION_LIVESTREAMS.edit}</LinkButton>
        ) : null}
      </div>
      {control.actions.includes("cancel") ? (
        <DecisionReasonForm
          shell={shell}
          action={`/union/livestreams/${id}/cancel`}
          label={UNION_LIVESTREAMS.cancel}
          rev={rev}
          id={id}
        />
      ) : null}
    </section>
  );
};

/** The page of a livestream for the officers of its organising cities. */
export const UnionLivestreamPage: FC<{ shell: Shell; data: UnionLivestreamData }> = ({ shell, data }) => {
  const { livestream, origin } = data;
  const { id, channel, control } = livestream;
  const platform = data.audience.control?.platform ?? [];
  return (
    <>
      <h1>{livestream.title}</h1>
      <p data-fresh="phase">
        <LivestreamPhase livestream={livestream} />{" "}
        <b>{formatSpan(livestream.startsAt, livestream.endsAt)}</b>
      </p>
      {livestream.cancelReason ? <Notice kind="warning">{livestream.cancelReason}</Notice> : null}
      <HomeNotice livestream={livestream} home={data.home} />
      <div data-fresh="life">
        <Life shell={shell} data={data} />
      </div>
      <p class="row">
        <LinkButton href={`/union/livestreams/${id}/run-sheet`} kind="primary">
          {UNION_LIVESTREAMS.runSheet}
        </LinkButton>
        {control?.edits ? (
          <LinkButton href={`/union/livestreams/${id}/signal`}>{UNION_LIVESTREAMS.source}</LinkButton>
        ) : null}
        {livestream.hostedHere ? (
          <LinkButton href={`/union/livestream-room?of=${id}`}>{ROOM.title}</LinkButton>
        ) : null}
        {control?.edits ? (
          <LinkButton href={`/union/livestreams/${id}/media`}>{MEDIA.title}</LinkButton>
        ) : null}
        <LinkButton href={`/union/livestreams/${id}/questions`}>{UNION_LIVESTREAMS.questions}</LinkButton>
        {livestream.onAirAt ? (
          <>
            {livestream.hostedHere ? (
              <LinkButton href={`/union/livestreams/${id}/recordings`}>{RECORDINGS.title}</LinkButton>
            ) : null}
            <LinkButton href={`/union/livestreams/${id}/report`}>{REPORT.link}</LinkButton>
          </>
        ) : null}
        <LinkButton href={`/livestreams/${id}`}>{UNION_LIVESTREAMS.public}</LinkButton>
      </p>
      <Facts
        items={[
          { term: UNION_LIVESTREAMS.runSheet, value: LIVESTREAMS.count(livestream.postings) },
          {
            term: UNION_LIVESTREAMS.presenters,
            value: livestream.presenters.map(({ name }) => name).join("、"),
          },
          ...(livestream.links.length > 0
            ? [
                {
                  term: UNION_LIVESTREAMS.elsewhere,
                  value: livestream.links.map(({ platform }) => LINK_PLATFORM[platform]).join("、"),
                },
              ]
            : []),
          ...(channel
            ? [
                {
                  term: UNION_LIVESTREAMS.channel,
                  value: `${origin}/f/${channel}`,
                },
              ]
            : []),
        ]}
      />
      {livestream.onAirAt ? <AudienceSection audience={data.audience} /> : null}
      {livestream.onAirAt || livestream.links.length > 0 || platform.length > 0 ? (
        <PlatformSection livestream={livestream} figures={platform} />
      ) : null}
      <script type="module" src={asset("room/renew.js")} nonce={shell.nonce} />
    </>
  );
};
