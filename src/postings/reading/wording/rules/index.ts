import { FAMILY_RULES } from "./family.ts";
import { FRAUD_RULES } from "./fraud.ts";
import { HEALTH_RULES } from "./health.ts";
import { LIMIT_RULES } from "./limits.ts";
import { MINOR_RULES } from "./minors.ts";
import { MONEY_RULES } from "./money.ts";
import { ORIGIN_RULES } from "./origin.ts";
import type { Rule } from "./rule.ts";
import { SEX_RULES } from "./sex.ts";

/** The rules by which the wording of postings is read. */
export const RULES: readonly Rule[] = [
  ...SEX_RULES,
  ...FAMILY_RULES,
  ...ORIGIN_RULES,
  ...HEALTH_RULES,
  ...MONEY_RULES,
  ...FRAUD_RULES,
  ...MINOR_RULES,
  ...LIMIT_RULES,
];
