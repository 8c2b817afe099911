import type { FC } from "hono/jsx";
import {
  type FairClashes,
  type FairView,
  type HallBooth,
  type InvitationView,
  REGISTRATION_STATUSES,
} from "../../../../../fairs/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import {
  FairFacts,
  FairPhase,
  HallPlan,
  isComingOrLive,
  unionHallCell,
} from "../../../../components/fairs.tsx";
import { Button, Form, LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { BLOCKER, FAIR } from "../../../../text/fairs/fair.ts";
import { FIGURE } from "../../../../text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { PLACEMENT } from "../../../../text/fairs/placement.ts";
import { REGISTRATION_STATUS } from "../../../../text/fairs/registrations.ts";
import { formatSpan, grouped } from "../../../../text/format.ts";
import { History, type HistoryData } from "../../../union/history/history-section.tsx";
import { Invitations } from "../../registrations/invitations/invitations-section.tsx";
import { DecisionReasonForm } from "../../registrations/union/reason-form.tsx";
import { FigureMeanings, FigureName } from "../figures-section.tsx";
import { ClashesSection } from "./clashes-section.tsx";
import type { DayFigures, FairRights } from "./dashboard.ts";
import { Tools } from "./tools-section.tsx";

type DashboardData = {
  fair: FairView;
  halls: { id: string; name: string; booths: HallBooth[] }[];
  invitations: InvitationView[];
  part: FairRights;
  /** The figures so far, for the host of a published fair; null for others. */
  day: DayFigures | null;
  /** Warnings for the host; null for others. */
  clashes: FairClashes | null;
  /** The history of the fair, for the host; null for others. */
  history: HistoryData | null;
  origin: string;
  /** True if the last step failed because the fair is incomplete. */
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

/** The next step of the fair, and what it still needs before publication. */
const Life: FC<{ shell: Shell; fair: FairView; refused: boolean }> = ({ shell, fair, refused }) => {
  if (!fair.management) return null;
  const { blockers } = fair.management;
  const early = fair.phase === "draft" || fair.phase === "registration";
  return (
    <section class="card">
      {early && blockers.length > 0 ? (
        <Notice kind={refused ? "warning" : "waiting"}>
          <p>{refused ? UNION_FAIRS.refusedLacks : UNION_FAIRS.lacks}</p>
          <ul>
            {blockers.map((blocker) => (
              <li>{BLOCKER[blocker] ?? blocker}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {early && blockers.length === 0 ? <Notice kind="done">{UNION_FAIRS.ready}</Notice> : null}
      {fair.phase === "draft" ? (
        <Act shell={shell} fair={fair} action="announce" text={UNION_FAIRS.announce} />
      ) : null}
      {fair.phase === "registration" ? (
        <Act shell={shell} fair={fair} action="publish" text={UNION_FAIRS.publish} />
      ) : null}
      {early || fair.phase === "published" || fair.phase === "live" ? (
        <>
          <p>
            <LinkButton href={`/union/fairs/${fair.id}/edit`}>{UNION_FAIRS.edit}</LinkButton>
          </p>
          <DecisionReasonForm
            shell={shell}
            action={`/union/fairs/${fair.id}/cancel`}
            label={UNION_FAIRS.cancel}
            rev={fair.rev}
            id={fair.id}
          />
          <p class="quiet small">{UNION_FAIRS.cancelHint}</p>
        </>
      ) : null}
      <p>
        <LinkButton href={`/union/fairs/new?from=${fair.id}`}>{UNION_FAIRS.copy}</LinkButton>
      </p>
    </section>
  );
};

const DASHBOARD_FIGURES = [FIGURE.enterprises, FIGURE.postings, FIGURE.booths];

const shownFigures = (day: DayFigures) =>
  (["codes", "waiting", "entered", "applications", "intents"] as const).filter(
    (name) => day[name] !== undefined,
  );

const DayCounts: FC<{ day: DayFigures; own: boolean }> = ({ day, own }) => (
  <>
    <h2>{own ? UNION_FAIRS.dayOfHall : UNION_FAIRS.day}</h2>
    <ul class="figures">
      {shownFigures(day).map((name) => (
        <li>
          <span class="quiet">
            <FigureName of={UNION_FAIRS.dayFigures[name]} />
          </span>
          <b>{grouped(day[name] ?? 0)}</b>
        </li>
      ))}
    </ul>
  </>
);

/** Used booths and quota of each city that has a quota, for the host. */
const Quotas: FC<{ fair: FairView }> = ({ fair }) => {
  const limited = fair.cities.filter(({ quota }) => quota !== null);
  if (!fair.management || limited.length === 0) return null;
  return (
    <p>
      <b>{UNION_FAIRS.quotas}</b>{" "}
      {limited
        .map(({ name, boothsTaken, quota }) => UNION_FAIRS.quotaUsed(name, boothsTaken, quota ?? 0))
        .join("；")}
    </p>
  );
};

/** The dashboard of a fair. Officers of other cities see public data and may invite enterprises. */
export const DashboardPage: FC<{ shell: Shell; data: DashboardData }> = ({
  shell,
  data: { fair, halls, invitations, part, day, clashes, origin, refused, history },
}) => (
  <>
    <h1>{fair.title}</h1>
    <p>
      <FairPhase fair={fair} /> {FAIR.exhibitors(fair.exhibitors)} ·{" "}
      {FAIR.positions(fair.postings, fair.positions)}
    </p>
    <p>
      <b>{formatSpan(fair.opensAt, fair.closesAt)}</b> · {fair.venues.map(({ name }) => name).join("、")}
    </p>
    {fair.phase === "cancelled" ? <Notice kind="warning">{fair.cancelReason}</Notice> : null}
    {clashes ? <ClashesSection clashes={clashes} /> : null}
    <Life shell={shell} fair={fair} refused={refused} />
    {fair.management ? (
      <>
        <h2>{PLACEMENT.registrations}</h2>
        <ul class="chips">
          {REGISTRATION_STATUSES.filter((status) => fair.management?.counts[status]).map((status) => (
            <li>
              <a class="chip" href={`/union/fairs/${fair.id}/registrations?status=${status}`}>
                {PLACEMENT.count(REGISTRATION_STATUS[status], fair.management?.counts[status] ?? 0)}
              </a>
            </li>
          ))}
        </ul>
        <p class="row">
          <LinkButton href={`/union/fairs/${fair.id}/registrations`}>{PLACEMENT.registrations}</LinkButton>
          {isComingOrLive(fair) && fair.management.counts.recommended ? (
            <LinkButton href={`/union/fairs/${fair.id}/proposal`} kind="primary">
              {PLACEMENT.proposal}
            </LinkButton>
          ) : null}
        </p>
        {isComingOrLive(fair) ? <p class="quiet small">{UNION_FAIRS.rule}</p> : null}
      </>
    ) : null}
    {day ? <DayCounts day={day} own={!fair.management} /> : null}
    <FigureMeanings
      of={[
        ...DASHBOARD_FIGURES,
        ...(day ? shownFigures(day).map((name) => UNION_FAIRS.dayFigures[name]) : []),
      ]}
    />
    <Quotas fair={fair} />
    <Tools fair={fair} part={part} />
    <FairFacts fair={fair} />
    <h2>{UNION_FAIRS.hall}</h2>
    {halls.map(({ name, booths }) => (
      <HallPlan title={name} places={booths.map(unionHallCell)} />
    ))}
    {part.invites ? <Invitations shell={shell} fairId={fair.id} origin={origin} items={invitations} /> : null}
    {history ? <History data={history} /> : null}
  </>
);
