/**
 * Pure functions that read Chinese job texts. They never throw and never guess: an unknown value is null,
 * never 0. The caller keeps the source text verbatim.
 */
export { BENEFIT_CODES, type BenefitCode } from "./benefits.ts";
export { type Headcount, parseHeadcount } from "./cells/headcount.ts";
export { type Limits, namesSex, readLimits } from "./cells/limits.ts";
export { isCutOff, splitTitle } from "./cells/names.ts";
export { type Asked, errorValueIn, saysNoLimit, saysNothing } from "./cells/nothing.ts";
export { splitPay } from "./cells/pay-beside.ts";
export { ContactPhone, type FoundPhone, findPhones } from "./cells/phones.ts";
export { splitCosts } from "./costs.ts";
export { parseDate, parseValidity, saysOpenEnded } from "./dates.ts";
export { parseEducation } from "./education.ts";
export { type Experience, parseExperience } from "./experience.ts";
export {
  type Insurance,
  type Payday,
  type ReadFacts,
  type RestDays,
  readFacts,
  readStated,
  readWorkTerms,
  type Shift,
  type WorkTerms,
} from "./facts.ts";
export {
  buildOccupationIndex,
  guessOccupation,
  type OccupationIndex,
  type OccupationRow,
} from "./occupation.ts";
export { monthlyRange, type Pay, type PayPeriod, parsePay } from "./pay/parse-pay.ts";
export { payTerms } from "./pay/terms.ts";
