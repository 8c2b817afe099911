/**
 * Statements on air (口播核对). An officer types what a presenter said; the readers of postings read it, and
 * each statement gets a verdict beside the posting as it is then. What cannot be read gets none. A fee or a
 * forbidden word marks the presenter until an officer closes the mark.
 */

export { checkClaim } from "./check-claim.ts";
export { closeMark } from "./close-mark.ts";
export { correctClaim } from "./correct-claim.ts";
export { claimsById, claimsOf, countMarks, listClaims, listMarks, shownClaim } from "./read-claims.ts";
export { claimRoutes } from "./routes.ts";
export { ClaimAction, type ClaimList, ClaimView, type MarkList } from "./schema.ts";
export { checkSpoken } from "./verdicts/check.ts";
export {
  type Compared,
  type Finding,
  TOPICS,
  type Topic,
  VERDICTS,
  type Verdict,
} from "./verdicts/finding.ts";
export { withdrawClaim } from "./withdraw-claim.ts";
