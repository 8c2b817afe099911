import type { EnterpriseStatus } from "../../db/schema/index.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { checkUscc } from "./uscc.ts";

export type Standing = "verify" | "suspend" | "reinstate";

/**
 * An imported employer is unverified, a registered one is claimed, and an officer verifies either. A
 * suspended one returns as claimed and is verified again.
 */
const NEXT: Record<EnterpriseStatus, Partial<Record<Standing, EnterpriseStatus>>> = {
  unverified: { verify: "verified", suspend: "suspended" },
  claimed: { verify: "verified", suspend: "suspended" },
  verified: { suspend: "suspended" },
  suspended: { reinstate: "claimed" },
};

/** Returns the state that a decision leads to. Throws ENTERPRISE_STATE. */
export function requireStanding(status: EnterpriseStatus, decision: Standing): EnterpriseStatus {
  const next = NEXT[status][decision];
  if (!next) throw new AppError("ENTERPRISE_STATE", { facts: { status } });
  return next;
}

const OPEN = /[〔［【[〈<]/g;
const CLOSE = /[〕］】\]〉>]/g;

/** Key of an employer's name. Width, case, blanks, brackets and dots make no difference. */
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
 * Normalises a credit code for storage. A failed check (GB 32100) is a warning that an officer may override.
 */
export function readUscc(text: string): CodeStanding {
  const checked = checkUscc(text);
  return { uscc: checked.value, usccCheck: checked.ok ? "ok" : "failed" };
}

/** The code that verification stores. It must be present and pass its check, or be overridden. */
export function verifiedCode(
  code: { uscc: string | null; usccCheck: string | null },
  overrideUscc: boolean,
): { uscc: string; usccCheck: "ok" | "overridden" } {
  if (!code.uscc) throw invalid("uscc", "MISSING");
  if (code.usccCheck === "ok") return { uscc: code.uscc, usccCheck: "ok" };
  if (code.usccCheck === "overridden" || overrideUscc) return { uscc: code.uscc, usccCheck: "overridden" };
  throw invalid("uscc", "USCC_CHECK_FAILED");
}
