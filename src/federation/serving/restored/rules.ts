/**
 * What a peer says of a restored log. `none`: it never saw an entry. `same`: what it saw is in the restored
 * log. `more`: it saw entries that the restored log lacks, or a later epoch.
 */
export type Seen = { kind: "none" | "same" } | { kind: "more"; epoch: number };

/**
 * Decides what becomes of a restored log. `answers` has the peers that answered, by their city. It waits
 * until one peer of each agreement has answered. It goes on only if every peer answered and none saw more;
 * otherwise it begins the epoch after the latest one seen.
 */
export function decideRestored(of: {
  epoch: number;
  agreements: readonly (readonly string[])[];
  peers: readonly string[];
  answers: ReadonlyMap<string, Seen>;
}): { kind: "wait" | "same" } | { kind: "next"; epoch: number } {
  const { answers } = of;
  if (!of.agreements.every((cities) => cities.some((city) => answers.has(city)))) return { kind: "wait" };
  const all = [...answers.values()];
  if (of.peers.every((city) => answers.has(city)) && all.every(({ kind }) => kind !== "more"))
    return { kind: "same" };
  const latest = all.map((seen) => (seen.kind === "more" ? seen.epoch : of.epoch));
  return { kind: "next", epoch: Math.max(of.epoch, ...latest) + 1 };
}
