import type { ClaimView } from "./schema.ts";
import type { ClaimRow } from "./store.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Converts a row to the API's view. Only officers of organising cities get `control`. */
export const toClaim = (row: ClaimRow, control: boolean): ClaimView => ({
  id: row.id,
  postingId: row.postingId,
  title: row.title,
  postingRev: row.postingRev,
  presenter: row.presenter,
  said: row.said,
  verdict: row.verdict,
  findings: row.findings,
  at: row.at.toISOString(),
  correctedAt: iso(row.correctedAt),
  correction: row.correction,
  rev: row.rev,
  control: control
    ? {
        withdrawnAt: iso(row.withdrawnAt),
        dueAt: iso(row.dueAt),
        closedAt: iso(row.closedAt),
        closeNote: row.closeNote,
      }
    : null,
});
