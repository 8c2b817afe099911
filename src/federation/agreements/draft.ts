import { type AgreementText, type Party, AgreementText as Schema } from "./schema.ts";

type Given = {
  /** Kinds, purposes and commands that every city gives every other. */
  kinds: readonly string[];
  purposes: readonly string[];
  commands: readonly string[];
  startsOn: string;
  endsOn?: string | undefined;
};
type Wanted = Pick<AgreementText, "agreement" | "name" | "parties"> & Given;

/**
 * All that cities can give each other: public records, applying, registering for fairs and asking at
 * livestreams with the answers, and cards of the talent pool with looks and invitations.
 */
export const WHOLE_GIVEN = {
  kinds: [
    ...["posting", "enterprise", "fair", "fairExhibitor"],
    ...["livestream", "livestreamSignal", "livestreamClaim", "livestreamQuestion", "livestreamAudience"],
    ...["card", "application", "look", "ticket", "boothScan", "fairApplication"],
    ...["queueTurn", "boothTurn", "boothDay", "turnApplication"],
    ...["registrationForm", "registration", "registrationPlace", "candidate", "invitation"],
  ],
  purposes: ["application", "matching"],
  commands: [
    ...["apply", "takeTicket", "boothScan", "joinQueue", "wishInterviews", "boothAct"],
    ...["register", "edit", "recommend", "return", "askQuestion"],
  ],
} as const;

/** Returns clauses by which every city gives every other the same. */
function mutualClauses(parties: readonly Party[], { startsOn, endsOn, ...given }: Given) {
  const pairs = parties.flatMap(({ city: from }) =>
    parties.filter(({ city }) => city !== from).map(({ city: to }) => ({ from, to })),
  );
  return pairs.map((pair) => ({ ...pair, ...given, startsOn, ...(endsOn && { endsOn }) }));
}

/** Returns the first revision of an agreement in which every city gives every other the same. */
export function draftAgreement({ agreement, name, parties, ...given }: Wanted): AgreementText {
  const clauses = mutualClauses(parties, given);
  return Schema.parse({ v: 1, agreement, name, revision: 1, previous: null, parties, clauses });
}

/** Revision and digest of the text on which a next one is based. */
type Base = { content: AgreementText; digest: string };

const next = ({ content, digest }: Base): AgreementText => ({
  ...content,
  revision: content.revision + 1,
  previous: digest,
});

/**
 * Returns the next revision, in which every city gives every other the same. `parties` are cities that join,
 * and those whose entry changes. It needs the signatures of all.
 */
export function widenAgreement(
  base: Base,
  { parties: more, ...given }: Given & { parties: readonly Party[] },
): AgreementText {
  const joined = new Set(more.map(({ city }) => city));
  const parties = [...base.content.parties.filter(({ city }) => !joined.has(city)), ...more];
  return Schema.parse({ ...next(base), parties, clauses: mutualClauses(parties, given) });
}

/**
 * Returns the next revision, in which `from` no longer gives these kinds, purposes and commands: to the city
 * `to`, or to any city if it is null.
 */
export function narrowAgreement(
  base: Base,
  { from, to, without }: { from: string; to: string | null; without: readonly string[] },
): AgreementText {
  const keep = (words: string[]) => words.filter((word) => !without.includes(word));
  const clauses = base.content.clauses
    .map((clause) => {
      if (clause.from !== from || (to !== null && clause.to !== to)) return clause;
      const { kinds, purposes, commands } = clause;
      return { ...clause, kinds: keep(kinds), purposes: keep(purposes), commands: keep(commands) };
    })
    .filter(({ kinds, purposes, commands }) => kinds.length + purposes.length + commands.length > 0);
  return { ...next(base), clauses };
}

/** Returns the next revision, in which a city is no party any more. */
export function leaveAgreement(base: Base, city: string): AgreementText {
  const { parties, clauses } = base.content;
  return {
    ...next(base),
    parties: parties.filter((party) => party.city !== city),
    clauses: clauses.filter(({ from, to }) => from !== city && to !== city),
  };
}
