import type { FC } from "hono/jsx";
import type { FairView, HallBooth, RegistrationView } from "../../fairs/index.ts";
import { CITY_ROLE, FAIR, FAIR_KIND, PHASE } from "../text/fairs/fair.ts";
import { REGISTRATION_STATUS } from "../text/fairs/registrations.ts";
import { formatSpan } from "../text/format.ts";
import { Facts, Notice, Status } from "./blocks.tsx";

const PHASE_KIND = {
  draft: "plain",
  registration: "waiting",
  published: "done",
  live: "done",
  closed: "stopped",
  cancelled: "stopped",
  reported: "stopped",
} as const;

export const FairPhase: FC<{ fair: Pick<FairView, "phase"> }> = ({ fair }) => (
  <Status kind={PHASE_KIND[fair.phase]}>{PHASE[fair.phase]}</Status>
);

/** True while unions and enterprises can still change the fair: in registration, published or live. */
export const isComingOrLive = ({ phase }: Pick<FairView, "phase">): boolean =>
  phase === "registration" || phase === "published" || phase === "live";

/** Says that the fair is cancelled and why. */
export const CalledOff: FC<{ fair: Pick<FairView, "cancelReason"> }> = ({ fair }) => (
  <Notice kind="warning">
    <p>
      <b>{FAIR.calledOff}</b>
    </p>
    <p>{FAIR.calledOffNext}</p>
    {fair.cancelReason ? <p>{FAIR.calledOffWhy(fair.cancelReason)}</p> : null}
  </Notice>
);

type Running = { fairStatus: string; now: Date; closesAt: Date };
/**
 * Returns the text shown instead of a booth's forms: if the fair is unpublished, cancelled, or closed for at
 * least `graceMs`. Else null.
 */
export const boothShut = ({ fairStatus, now, closesAt }: Running, graceMs = 0): string | null => {
  if (fairStatus === "registration") return FAIR.notOpenYet;
  if (fairStatus === "cancelled") return `${FAIR.calledOff}。${FAIR.calledOffNext}`;
  return now.getTime() >= closesAt.getTime() + graceMs ? FAIR.over : null;
};

const REGISTRATION_KIND = {
  submitted: "waiting",
  returned: "stopped",
  recommended: "waiting",
  waitlisted: "waiting",
  offered: "waiting",
  approved: "done",
  refused: "stopped",
  declined: "stopped",
  withdrawn: "plain",
  closed: "stopped",
} as const;

export const RegistrationState: FC<{ status: RegistrationView["status"] }> = ({ status }) => (
  <Status kind={REGISTRATION_KIND[status]}>{REGISTRATION_STATUS[status]}</Status>
);

/** Shows the public data of a fair: kind, times, organisers, venues. */
export const FairFacts: FC<{ fair: FairView }> = ({ fair }) => (
  <Facts
    items={[
      { term: FAIR.kind, value: FAIR_KIND[fair.kind] },
      { term: FAIR.when, value: formatSpan(fair.opensAt, fair.closesAt) },
      { term: FAIR.registration, value: formatSpan(fair.registrationOpensAt, fair.registrationClosesAt) },
      ...(["host", "organiser", "supporter"] as const).flatMap((role) => {
        const parts = fair.cities.filter((part) => part.role === role);
        return parts.length > 0
          ? [{ term: CITY_ROLE[role], value: parts.map((part) => part.federation).join("、") }]
          : [];
      }),
      ...fair.venues.map((venue) => ({
        term: venue.cityName,
        value: (
          <>
            {venue.name}
            <br />
            <span class="quiet">{venue.address}</span>
            <br />
            <span class="quiet">{FAIR.booths(venue.boothsFree, venue.booths)}</span>
          </>
        ),
      })),
    ]}
  />
);

/** A list item for one fair. */
export const FairLine: FC<{ fair: FairView; href: string }> = ({ fair, href }) => (
  <li class="card posting">
    <div class="head">
      <h3>
        <a class="title" href={href}>
          {fair.title}
        </a>
      </h3>
      <FairPhase fair={fair} />
    </div>
    <p>{formatSpan(fair.opensAt, fair.closesAt)}</p>
    <p class="quiet">
      {FAIR_KIND[fair.kind]} · {FAIR.venues(fair.venues.length)} · {FAIR.exhibitors(fair.exhibitors)}
    </p>
  </li>
);

export type HallCell = {
  code: string;
  gridRow: number;
  kind: "shut" | "free" | "kept" | "taken";
  text: string;
  href?: string;
};

/**
 * Converts a booth to a cell of the host's hall plan. `kept` is a booth that is offered to an enterprise
 * which has not answered.
 */
export const unionHallCell = (booth: HallBooth): HallCell => {
  const { code, gridRow } = booth;
  if (booth.closed) return { code, gridRow, kind: "shut", text: FAIR.closedCell };
  if (booth.offered) return { code, gridRow, kind: "kept", text: FAIR.reservedCell };
  return booth.registrationId
    ? { code, gridRow, kind: "taken", text: booth.enterpriseName ?? "" }
    : { code, gridRow, kind: "free", text: FAIR.freeCell };
};

/**
 * Shows a hall plan row by row. Text gives each booth's state; colour only repeats it. A wide plan scrolls
 * inside its section.
 */
export const HallPlan: FC<{ title: string; places: readonly HallCell[] }> = ({ title, places }) => {
  const rows = new Map<number, HallCell[]>();
  for (const place of places) rows.set(place.gridRow, [...(rows.get(place.gridRow) ?? []), place]);
  return (
    <section class="scroll" tabindex={0} aria-label={title}>
      <table class="plan">
        <caption>{title}</caption>
        <tbody>
          {[...rows.values()].map((row) => (
            <tr>
              <th scope="row">{row[0]?.code.replace(/\d+$/, "")}</th>
              {row.map(({ code, kind, text, href }) => (
                <td class={kind}>
                  <b>{code}</b>
                  {href ? <a href={href}>{text}</a> : <span>{text}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
