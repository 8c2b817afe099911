import { DISCRIMINATION } from "./discrimination.ts";
import { LIMITS } from "./limits.ts";
import { MONEY } from "./money.ts";
import type { Rule } from "./rule.ts";

/** Version of the rules. It rises with each change, and live postings are then read again. */
export const WORDING_VERSION = 1;

export const RULES: readonly Rule[] = [...DISCRIMINATION, ...MONEY, ...LIMITS];
