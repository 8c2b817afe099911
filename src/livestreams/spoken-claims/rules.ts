import { AppError } from "../../platform/core/errors.ts";

type Claim = {
  correctedAt: Date | null;
  withdrawnAt: Date | null;
  dueAt: Date | null;
  closedAt: Date | null;
};

const decided = (state: string) => new AppError("CLAIM_DECIDED", { facts: { state } });

/** Throws CLAIM_DECIDED if the claim was taken back. */
export function requireStanding<T extends Claim>(claim: T): T {
  if (claim.withdrawnAt !== null) throw decided("withdrawn");
  return claim;
}

/** Throws CLAIM_DECIDED if the claim was corrected or taken back. */
export function requireUncorrected<T extends Claim>(claim: T): T {
  if (claim.correctedAt !== null) throw decided("corrected");
  return requireStanding(claim);
}

/** Throws CLAIM_DECIDED unless the claim has a mark that is open. */
export function requireOpenMark(claim: Claim): void {
  if (claim.dueAt === null) throw decided("unmarked");
  if (claim.closedAt !== null) throw decided("closed");
}
