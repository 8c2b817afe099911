import type { FC } from "hono/jsx";
import {
  type FairView,
  type HallBooth,
  type InvitationView,
  REGISTRATION_STATUSES,
} from "../../../../fairs/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { deskPlace, FairFacts, FairPhase, HallPlan } from "../../../components/fairs.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { FAIR, LACK, REGISTRATION } from "../../../text/fairs/common.ts";
import { UNION_FAIRS as TEXT } from "../../../text/fairs/union.ts";
import { Invitations, WithReason } from "./lists.tsx";
import type { Day, Part } from "./part.ts";

export type OneData = {
  fair: FairView;
  halls: { id: string; name: string; booths: HallBooth[] }[];
  invitations: InvitationView[];
  part: Part;
  /** The day so far, for the host of a published fair. */
  day: Day | null;
  origin: string;
  /** A step was tried that it is not ready for. */
  refused: boolean;
};

const Act: FC<{ shell: Shell; fair: FairView; action: string; text: string }> = ({
  shell,
  fair,
  action,
  text,
}) => (
  <Form action={`/union/fairs/${fair.id}/${action}`} csrf={shell.csrf}>
    <input type="hidden" name="ifRev" value={String(fair.rev)} />
    <Button kind="primary">{text}</Button>
  </Form>
);

/** The next step of its life, and what it still lacks. */
const Life: FC<{ shell: Shell; fair: FairView; refused: boolean }> = ({ shell, fair, refused }) => {
  if (!fair.desk) return null;
  const { blockers } = fair.desk;
  const early = fair.phase === "draft" || fair.phase === "registration";
  return (
    <section class="card">
      {early && blockers.length > 0 ? (
        <Notice kind={refused ? "warning" : "waiting"}>
          <p>{refused ? TEXT.refusedLacks : TEXT.lacks}</p>
          <ul>
            {blockers.map((lack) => (
              <li>{LACK[lack] ?? lack}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {early && blockers.length === 0 ? <Notice kind="done">{TEXT.ready}</Notice> : null}
      {fair.phase === "draft" ? (
        <Act shell={shell} fair={fair} action="announce" text={TEXT.announce} />
      ) : null}
      {fair.phase === "registration" ? (
        <Act shell={shell} fair={fair} action="publish" text={TEXT.publish} />
      ) : null}
      {early || fair.phase === "published" || fair.phase === "live" ? (
        <>
          <p>
            <LinkButton href={`/union/fairs/${fair.id}/edit`}>{TEXT.edit}</LinkButton>
          </p>
          <WithReason
            shell={shell}
            action={`/union/fairs/${fair.id}/cancel`}
            label={TEXT.cancel}
            rev={fair.rev}
            id={fair.id}
          />
          <p class="quiet small">{TEXT.cancelHint}</p>
        </>
      ) : null}
    </section>
  );
};

/** Everything that is used before, on and after the day; a city that takes part finds its own share of it. */
const Tools: FC<{ fair: FairView; part: Part }> = ({ fair, part }) => {
  if (fair.phase === "draft") return null;
  const base = `/union/fairs/${fair.id}`;
  const items = [
    ...(part.gate
      ? [
          { href: `${base}/tickets`, text: TEXT.tickets },
          { href: `${base}/tickets/new`, text: TEXT.printTicket },
          { href: `${base}/scanner`, text: TEXT.scanner },
          { href: `${base}/arrival-poster`, text: TEXT.poster },
        ]
      : []),
    ...(fair.desk
      ? [
          { href: `${base}/print`, text: TEXT.prints },
          { href: `${base}/report`, text: TEXT.report },
        ]
      : []),
    { href: `${base}/channels`, text: TEXT.channels },
    { href: `${base}/ours`, text: TEXT.ours },
    { href: `/fairs/${fair.id}/board`, text: TEXT.board },
    ...fair.venues.map(({ id, name }) => ({
      href: `/fairs/${fair.id}/queue/${id}?wall=1`,
      text: TEXT.queueScreen(name),
    })),
    { href: `/fairs/${fair.id}`, text: TEXT.public },
  ];
  return (
    <section>
      <h2>{TEXT.desks}</h2>
      <p class="row">
        {items.map(({ href, text }) => (
          <LinkButton href={href}>{text}</LinkButton>
        ))}
      </p>
    </section>
  );
};

const DayFigures: FC<{ day: Day }> = ({ day }) => (
  <>
    <h2>{TEXT.day}</h2>
    <ul class="figures">
      {(["codes", "waiting", "entered", "applications", "intents"] as const).map((name) => (
        <li>
          <span class="quiet">{TEXT.dayFigures[name]}</span>
          <b>{day[name].toLocaleString("en-US")}</b>
        </li>
      ))}
    </ul>
  </>
);

/** What each city has used of its booths, for the host. */
const Quotas: FC<{ fair: FairView }> = ({ fair }) => {
  const limited = fair.cities.filter(({ quota }) => quota !== null);
  if (!fair.desk || limited.length === 0) return null;
  return (
    <p>
      <b>{TEXT.quotas}</b>{" "}
      {limited
        .map(({ name, boothsTaken, quota }) => TEXT.quotaUsed(name, boothsTaken, quota ?? 0))
        .join("；")}
    </p>
  );
};

/** The host's dashboard of one fair; another city's officers see what is public, and invite. */
export const OnePage: FC<{ shell: Shell; data: OneData }> = ({
  shell,
  data: { fair, halls, invitations, part, day, origin, refused },
}) => (
  <>
    <h1>{fair.title}</h1>
    <p>
      <FairPhase fair={fair} /> {FAIR.exhibitors(fair.exhibitors)} ·{" "}
      {FAIR.positions(fair.postings, fair.positions)}
    </p>
    {fair.phase === "cancelled" ? <Notice kind="warning">{fair.cancelReason}</Notice> : null}
    <Life shell={shell} fair={fair} refused={refused} />
    {fair.desk ? (
      <>
        <h2>{TEXT.registrations}</h2>
        <ul class="chips">
          {REGISTRATION_STATUSES.filter((status) => fair.desk?.counts[status]).map((status) => (
            <li>
              <a class="chip" href={`/union/fairs/${fair.id}/registrations?status=${status}`}>
                {TEXT.count(REGISTRATION[status], fair.desk?.counts[status] ?? 0)}
              </a>
            </li>
          ))}
        </ul>
        <p class="row">
          <LinkButton href={`/union/fairs/${fair.id}/registrations`}>{TEXT.registrations}</LinkButton>
          {fair.desk.counts.recommended ? (
            <LinkButton href={`/union/fairs/${fair.id}/proposal`} kind="primary">
              {TEXT.proposal}
            </LinkButton>
          ) : null}
        </p>
        <p class="quiet small">{TEXT.rule}</p>
      </>
    ) : null}
    {day ? <DayFigures day={day} /> : null}
    <Quotas fair={fair} />
    <Tools fair={fair} part={part} />
    <FairFacts fair={fair} />
    <h2>{TEXT.hall}</h2>
    {halls.map(({ name, booths }) => (
      <HallPlan title={name} places={booths.map(deskPlace)} />
    ))}
    {part.invites ? <Invitations shell={shell} fairId={fair.id} origin={origin} items={invitations} /> : null}
  </>
);
