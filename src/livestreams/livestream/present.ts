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
    rev: row.rev,
    control: row.controls ? toControl(row) : null,
  };
};

/**
 * Converts a row to the public payload in the change feed: all that another node needs to show the
 * livestream. It holds no secret, and nothing that only the control room sees.
 */
export function toPayload(row: LivestreamRow, agreement: string): Record<string, unknown> {
  const {
    control: _control,
    phase: _phase,
    pin: _pin,
    overAt: _over,
    hostedHere: _here,
    lastEvent: _event,
    ...view
  } = toView(row);
  return {
    ...view,
    status: row.status,
    agreement,
    graceS: row.graceS,
    announcedAt: iso(row.announcedAt),
    resumedAt: iso(row.resumedAt),
    endedAt: iso(row.endedAt),
  };
}
