import type { Tx } from "../../../../db/client.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { countTouched, type Touched } from "../store/affected.ts";
import type { Confirmation, FairChangeKind } from "./schema.ts";

type Change = {
  fair: { id: string; rev: number };
  change: FairChangeKind;
  /** The fair's hours after the change; null if it is cancelled. */
  hours: { opensAt: Date; closesAt: Date } | null;
  /** The counts that the caller saw and confirmed. */
  confirm: Confirmation | undefined;
};

/** The facts of FAIR_UNCONFIRMED: the kind of change, and what it touches. */
export type Unconfirmed = Touched & { change: FairChangeKind };

/** Returns the facts of FAIR_UNCONFIRMED, null for any other error. */
export const unconfirmedOf = (error: unknown): Unconfirmed | null =>
  error instanceof AppError && error.code === "FAIR_UNCONFIRMED" ? (error.detail.facts as Unconfirmed) : null;

const SEEN = ["enterprises", "codes", "interviews"] as const;

/**
 * Throws FAIR_UNCONFIRMED with the counts of what the change touches, unless the caller confirmed them. Also
 * throws if the change became another one, or if it now touches more than the caller saw. It may touch less.
 */
export async function requireConfirmation(tx: Tx, { fair, change, hours, confirm }: Change): Promise<void> {
  const touched = await countTouched(tx, fair.id, hours);
  if (confirm?.change === change && SEEN.every((name) => touched[name] <= confirm[name])) return;
  throw new AppError("FAIR_UNCONFIRMED", { facts: { change, ...touched, rev: fair.rev } });
}
