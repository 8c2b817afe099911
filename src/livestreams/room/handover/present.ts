import { handoverState, isAway, isPublic } from "../rules.ts";
import type { Handovers, HandoverView } from "../schema.ts";
import type { HandoverRow } from "../store/handovers.ts";

/** Converts a row to the API's view. */
export const toHandover = (row: HandoverRow): HandoverView => ({
  id: row.id,
  from: row.from,
  to: row.to,
  state: handoverState(row, row.now),
  dueAt: row.dueAt.toISOString(),
  leftS: Math.max(0, Math.ceil((row.dueAt.getTime() - row.now.getTime()) / 1000)),
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
  handedAt: row.handedAt?.toISOString() ?? null,
});

/** Converts the newest rows of one livestream. Without `control`, only what viewers may know. */
export function toHandovers(
  rows: { gives: HandoverRow | null; takes: HandoverRow | null },
  { control, at }: { control: boolean; at: Date },
): Handovers {
  const shown = (row: HandoverRow | null) => {
    const view = row && toHandover(row);
    return view && (control || isPublic(view.state)) ? view : null;
  };
  return {
    at: at.toISOString(),
    gives: shown(rows.gives),
    takes: shown(rows.takes),
    next: isAway(rows.gives, rows.takes) ? (rows.gives?.to ?? null) : null,
  };
}
