import type { FairPermits, FairStatus } from "../../../db/schema/index.ts";
import { AppError, type FieldError } from "../../platform/core/errors.ts";
import type { FairChangeKind } from "./lifecycle/schema.ts";
import { FAIR_PERMITS, type Phase } from "./schema.ts";

type Times = { status: FairStatus; opensAt: Date; closesAt: Date };

/**
 * Returns the phase of a fair: its stored status, or `live` or `closed` by its times. A fair that was
 * announced but never published is `closed` after its end, too.
 */
export function phaseOf({ status, opensAt, closesAt }: Times, now: Date): Phase {
  if ((status === "published" || status === "registration") && now >= closesAt) return "closed";
  if (status !== "published") return status;
  return now >= opensAt ? "live" : "published";
}

type Window = { status: FairStatus; registrationOpensAt: Date; registrationClosesAt: Date };

/**
 * Returns true while enterprises may register: the fair is announced and `now` is in the registration period.
 */
export const registrationOpen = (fair: Window, now: Date): boolean =>
  (fair.status === "registration" || fair.status === "published") &&
  now >= fair.registrationOpensAt &&
  now < fair.registrationClosesAt;

const NEXT: Record<"announce" | "publish" | "cancel" | "report", readonly FairStatus[]> = {
  announce: ["draft"],
  publish: ["registration"],
  cancel: ["draft", "registration", "published"],
  report: ["published"],
};

/**
 * Throws FAIR_STATE if the fair's status does not allow the action. After the fair's end only `report` is
 * allowed.
 */
export function requireAction(fair: Times, action: keyof typeof NEXT, now: Date): void {
  const phase = phaseOf(fair, now);
  const late = now >= fair.closesAt && action !== "report";
  if (!NEXT[action].includes(fair.status) || late)
    throw new AppError("FAIR_STATE", { facts: { status: phase } });
}

/** Returns what the fair lacks for its announcement to enterprises. */
export const announceBlockers = (fair: { venues: number; booths: number }): string[] => [
  ...(fair.venues === 0 ? ["venues"] : []),
  ...(fair.booths === 0 ? ["booths"] : []),
];

/**
 * Returns what the fair lacks for its publication: venues, booths, permits of art. 28, a verified exhibitor.
 * `verifiedExhibitors` means that an exhibitor is not verified.
 */
export const publishBlockers = (fair: {
  permits: FairPermits;
  venues: number;
  booths: number;
  exhibitors: number;
  unverified: number;
}): string[] => [
  ...announceBlockers(fair),
  ...FAIR_PERMITS.filter((paper) => !fair.permits[paper]?.trim()),
  ...(fair.exhibitors === 0 ? ["exhibitors"] : []),
  ...(fair.unverified > 0 ? ["verifiedExhibitors"] : []),
];

export function requireNoBlockers(blockers: readonly string[]): void {
  if (blockers.length === 0) return;
  const fields: FieldError[] = blockers.map((path) => ({ path, code: "MISSING" }));
  throw new AppError("FAIR_INCOMPLETE", { fields });
}

type Schedule = {
  registrationOpensAt: Date;
  registrationClosesAt: Date;
  opensAt: Date;
  closesAt: Date;
};

type Hours = { opensAt: Date; closesAt: Date };

/**
 * Returns the kind of change between two times of a fair, null if they are equal. `end`: the fair is over at
 * once. `move`: it opens at another time. Else it is shortened or extended.
 */
export function hoursChange(before: Hours, after: Hours, now: Date): FairChangeKind | null {
  const later = after.closesAt.getTime() - before.closesAt.getTime();
  const moved = after.opensAt.getTime() !== before.opensAt.getTime();
  if (later === 0 && !moved) return null;
  if (now < before.closesAt && now >= after.closesAt) return "end";
  if (moved) return "move";
  return later < 0 ? "shorten" : "extend";
}

/** Longest duration of a fair, in milliseconds. */
const LONGEST_MS = 10 * 86_400_000;

/**
 * Returns the time fields that are in the wrong order, and `closesAt` if the fair lasts longer than ten days.
 */
export function scheduleFaults(times: Schedule): FieldError[] {
  const faults: FieldError[] = [];
  if (times.registrationClosesAt <= times.registrationOpensAt)
    faults.push({ path: "registrationClosesAt", code: "BEFORE_START" });
  if (times.opensAt < times.registrationClosesAt)
    faults.push({ path: "opensAt", code: "BEFORE_REGISTRATION_ENDS" });
  if (times.closesAt <= times.opensAt) faults.push({ path: "closesAt", code: "BEFORE_START" });
  else if (times.closesAt.getTime() - times.opensAt.getTime() > LONGEST_MS)
    faults.push({ path: "closesAt", code: "TOO_LONG" });
  return faults;
}

/**
 * Returns the code of a booth: A01 … A40, B01 …. Row Z is followed by AA, AB. `row` and `column` start at 0.
 */
export function boothCode(row: number, column: number): string {
  const letter = (n: number) => String.fromCharCode(65 + n);
  const rowName = row < 26 ? letter(row) : letter(Math.floor(row / 26) - 1) + letter(row % 26);
  return rowName + String(column + 1).padStart(2, "0");
}

export type GridBooth = {
  code: string;
  ordinal: number;
  gridRow: number;
  gridColumn: number;
  closed: boolean;
};

/** Returns every cell of a venue's grid, row by row. A cell with `closed` has no booth. */
export function gridOf(rows: number, columns: number, closed: readonly string[]): GridBooth[] {
  const shut = new Set(closed);
  return Array.from({ length: rows * columns }, (_, ordinal) => {
    const gridRow = Math.floor(ordinal / columns);
    const gridColumn = ordinal % columns;
    const code = boothCode(gridRow, gridColumn);
    return { code, ordinal, gridRow, gridColumn, closed: shut.has(code) };
  });
}
