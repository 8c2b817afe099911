import type { AgreementText, Clause, Party } from "./schema.ts";

/** The agreement as it holds. */
export type Standing = {
  /** Parties of the newest revision that all parties signed, and those of them that left since. */
  parties: readonly Party[];
  left: readonly string[];
  clauses: readonly Clause[];
  /** Number of that revision. */
  wholeRevision: number;
};

export type AgreementFault =
  | "CLAUSE_OF_A_STRANGER"
  | "FIRST_REVISION"
  | "PARTY_TWICE"
  | "PREVIOUS_MISSING"
  | "REVISION_STALE"
  | "SIGNATURES_MISSING";

export type Judgement =
  | { ok: true; whole: boolean; parties: readonly Party[]; clauses: readonly Clause[] }
  | { ok: false; fault: AgreementFault; cities: readonly string[] };

/** Clauses as single permissions, each with the days on which it holds. `*` stands for every field. */
function permissionsOf(clauses: readonly Clause[]): Map<string, { from: string; until: string }[]> {
  const all = new Map<string, { from: string; until: string }[]>();
  for (const clause of clauses) {
    const { kinds, purposes, commands, fields = ["*"] } = clause;
    const words = [
      ...kinds.map((one) => `kind ${one}`),
      ...purposes.map((one) => `purpose ${one}`),
      ...commands.map((one) => `command ${one}`),
      ...(purposes.length > 0 ? fields.map((one) => `field ${one}`) : []),
    ];
    for (const word of words) {
      const name = `${clause.from} ${clause.to} ${word}`;
      const days = { from: clause.startsOn, until: clause.endsOn ?? "9999-12-31" };
      all.set(name, [...(all.get(name) ?? []), days]);
    }
  }
  return all;
}

/** Returns true if each permission of `clauses` is one of `given` too, on all its days. */
export function givesNoMore(clauses: readonly Clause[], given: readonly Clause[]): boolean {
  const known = permissionsOf(given);
  const covers = (name: string, days: { from: string; until: string }) =>
    (known.get(name) ?? []).some(({ from, until }) => from <= days.from && until >= days.until);
  return [...permissionsOf(clauses)].every(([name, spans]) =>
    spans.every((days) => covers(name, days) || covers(name.replace(/field .*/, "field *"), days)),
  );
}

const cityOf = ({ city }: { city: string }) => city;

/** Returns the fault of a text that no signature could mend, or null. */
function faultOf({ parties, clauses }: AgreementText): Extract<Judgement, { ok: false }> | null {
  const cities = parties.map(cityOf);
  const twice = cities.filter((city, i) => cities.indexOf(city) < i);
  if (twice.length > 0) return { ok: false, fault: "PARTY_TWICE", cities: twice };
  const strangers = clauses.flatMap(({ from, to }) => [from, to]).filter((city) => !cities.includes(city));
  return strangers.length > 0 ? { ok: false, fault: "CLAUSE_OF_A_STRANGER", cities: strangers } : null;
}

/** Returns the parties whose entry differs, in either direction. */
function changedParties(next: readonly Party[], before: readonly Party[]): string[] {
  const text = (party: Party | undefined) => JSON.stringify(party);
  const of = (list: readonly Party[], city: string) => text(list.find((party) => party.city === city));
  const cities = [...new Set([...next, ...before].map(cityOf))];
  return cities.filter((city) => of(next, city) !== of(before, city));
}

/**
 * Decides whether a revision holds, from the cities whose roots signed it. A first revision and one that
 * gives more need all parties. A city that gives less, or leaves, signs alone: then only its own clauses
 * change, so two cities may do so at once and in any order.
 */
export function judge(next: AgreementText, now: Standing | null, signers: readonly string[]): Judgement {
  const fault = faultOf(next);
  if (fault) return fault;
  if (!now !== (next.revision === 1)) return { ok: false, fault: "FIRST_REVISION", cities: [] };
  if (!next.previous !== (next.revision === 1)) return { ok: false, fault: "PREVIOUS_MISSING", cities: [] };
  if (now && next.revision <= now.wholeRevision) return { ok: false, fault: "REVISION_STALE", cities: [] };
  const left = new Set(now?.left);
  const staying = new Set(next.parties.map(cityOf));
  const members = (now?.parties ?? []).map(cityOf).filter((city) => !left.has(city));
  const missing = [...new Set([...staying, ...members])].filter((city) => !signers.includes(city));
  if (missing.length === 0) return { ok: true, whole: true, parties: next.parties, clauses: next.clauses };
  const refused: Judgement = { ok: false, fault: "SIGNATURES_MISSING", cities: missing };
  if (!now || signers.length === 0) return refused;

  const gone = new Set([...left, ...members.filter((city) => !staying.has(city) && signers.includes(city))]);
  if (changedParties(next.parties, now.parties).some((city) => !gone.has(city))) return refused;
  const isSigner = (clause: Clause) => signers.includes(clause.from);
  const own = next.clauses.filter(
    ({ from, to }) => signers.includes(from) && !gone.has(from) && !gone.has(to),
  );
  if (!givesNoMore(own, now.clauses.filter(isSigner))) return refused;
  const others = now.clauses.filter((clause) => !isSigner(clause) && !gone.has(clause.to));
  return {
    ok: true,
    whole: false,
    parties: now.parties.filter(({ city }) => !gone.has(city)),
    clauses: [...others, ...own],
  };
}
