import type { EnterpriseStatus } from "../../db/schema/index.ts";
import { shanghaiDay } from "../platform/core/clock.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { checkUscc } from "./uscc.ts";

export type EnterpriseDecision = "verify" | "refuse" | "correct" | "suspend";

/** Days within which an officer decides on a registration or a claim. Pages promise it. */
export const DECISION_DAYS = 7;

/** Returns the day by which an officer decides on what was submitted at an instant, as an ISO date. */
export const decisionDay = (submittedAt: Date): string =>
  shanghaiDay(new Date(submittedAt.getTime() + DECISION_DAYS * 86_400_000));

/**
 * The next status for each status and decision. An imported employer starts as unverified, a registered one
 * as claimed. A refused registration is claimed again as soon as a member corrects it. The end of a
 * suspension gives back the status that the suspension stored.
 */
const NEXT: Record<EnterpriseStatus, Partial<Record<EnterpriseDecision, EnterpriseStatus>>> = {
  unverified: { verify: "verified", suspend: "suspended" },
  claimed: { verify: "verified", refuse: "refused", suspend: "suspended" },
  refused: { verify: "verified", correct: "claimed", suspend: "suspended" },
  verified: { suspend: "suspended" },
  suspended: {},
};

/** Returns the status that a decision leads to. Throws ENTERPRISE_STATE if the decision is not allowed. */
export function requireNextStatus(status: EnterpriseStatus, decision: EnterpriseDecision): EnterpriseStatus {
  const next = NEXT[status][decision];
  if (!next) throw new AppError("ENTERPRISE_STATE", { facts: { status } });
  return next;
}

const OPEN = /[〔［【[〈<]/g;
const CLOSE = /[〕］】\]〉>]/g;

/**
 * Returns the key under which equal names of employers are found. Width, case, blanks, brackets and dots make
 * no difference.
 */
export function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(OPEN, "(")
    .replace(CLOSE, ")")
    .replace(/[^\P{Cc}]|[\s\u200b-\u200f\ufeff.。·•,，"'“”‘’]/gu, "");
}

export type CodeStanding = { uscc: string; usccCheck: "ok" | "failed" };

/**
 * Normalises a credit code for storage and checks it (GB 32100). A failed check is a warning that an officer
 * may override.
 */
export function readUscc(text: string): CodeStanding {
  const checked = checkUscc(text);
  return { uscc: checked.value, usccCheck: checked.ok ? "ok" : "failed" };
}

/**
 * Returns the credit code that a verification stores. Throws INVALID_INPUT if it is missing, or fails its
 * check and is not overridden.
 */
export function verifiedCode(
  code: { uscc: string | null; usccCheck: string | null },
  overrideUscc: boolean,
): { uscc: string; usccCheck: "ok" | "overridden" } {
  if (!code.uscc) throw invalid("uscc", "MISSING");
  if (code.usccCheck === "ok") return { uscc: code.uscc, usccCheck: "ok" };
  if (code.usccCheck === "overridden" || overrideUscc) return { uscc: code.uscc, usccCheck: "overridden" };
  throw invalid("uscc", "USCC_CHECK_FAILED");
}
