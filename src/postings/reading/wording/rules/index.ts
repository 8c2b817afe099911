import { DISCRIMINATION } from "./discrimination.ts";
import { LIMITS } from "./limits.ts";
import { MONEY } from "./money.ts";
import type { Rule } from "./rule.ts";

/** The rules by which the wording of postings is read. */
export const RULES: readonly Rule[] = [...DISCRIMINATION, ...MONEY, ...LIMITS];
