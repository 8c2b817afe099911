import { overAt } from "./phase.ts";
import { allows, announceBlockers } from "./rules.ts";
import type { ActionName, LivestreamView, PresenterView } from "./schema.ts";
import type { LivestreamRow, PresenterRow } from "./store/livestreams.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const toPresenter = (row: PresenterRow): PresenterView => ({
  name: row.name,
  employer: row.enterpriseId === null ? null : { id: row.enterpriseId, name: row.enterpriseName ?? "" },
  union: row.unionName,
  permit: row.permit,
  permitUntil: row.permitUntil,
  permitEnded: row.permitEnded,
});

/** Actions that only officers of the home city take. */
const OF_HOME: ReadonlySet<ActionName> = new Set(["announce", "cancel"]);
const ACTIONS = ["announce", "goOnAir", "resume", "end", "cancel"] as const satisfies readonly ActionName[];

const toControl = (row: LivestreamRow): LivestreamView["control"] => ({
  edits: row.hosted,
  signal: row.hasSignal,
  signalAt: iso(row.signal?.advancedAt ?? null),
  graceS: row.graceS,
  blockers: announceBlockers({ ...row, linked: row.links.length > 0 }),
  flags: row.presenters.some(({ permitEnded }) => permitEnded) ? ["permitEnded"] : [],
  actions: ACTIONS.filter(
    (action) => allows(row, action, row.now) && (row.hosted || !OF_HOME.has(action)) && row.hostedHere,
  ),
});

/**
 * Returns true for the copy of a livestream on air whose home said that the picture advances, or nothing yet,
 * and has been silent since: nobody here knows whether it goes on.
 */
const isHomeSilent = ({ phase, hostedHere, signal }: LivestreamRow): boolean =>
  phase === "interrupted" && !hostedHere && (signal?.holdS ?? null) !== null;

/** Converts a row to the API's view. Only officers of organising cities get `control`. */
export const toView = (row: LivestreamRow): LivestreamView => {
  const over = overAt(row);
  return {
    id: row.id,
    title: row.title,
    intro: row.intro,
    phase: row.phase,
    homeCity: row.homeCity,
    cities: row.cities,
    fair: row.fair,
    venues: row.venues,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    onAirAt: iso(row.onAirAt),
    overAt: over && row.now >= over ? over.toISOString() : null,
    cancelReason: row.cancelReason,
    presenters: row.presenters.map(toPresenter),
    links: row.links,
    postings: row.postings,
    pin: row.pin,
    channel: row.channel,
    lastEvent: row.lastEvent,
    hostedHere: row.hostedHere,
    homeSilent: isHomeSilent(row),
    rev: row.rev,
    control: row.controls ? toControl(row) : null,
  };
};
