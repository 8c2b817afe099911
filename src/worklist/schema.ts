import { z } from "zod";
import { Id } from "../platform/core/schema.ts";
import { WORK_KINDS, type WorkKind } from "./rules.ts";

/** Owners by which the list is filtered: the caller, or nobody. */
export const WORK_OWNERS = ["mine", "nobody"] as const;

/** The part of the list that is asked for. An absent filter selects all. */
export type WorkFilter = {
  kind?: WorkKind | undefined;
  county?: string | undefined;
  enterpriseId?: string | undefined;
  marked?: boolean | undefined;
  owner?: (typeof WORK_OWNERS)[number] | undefined;
  /** Words of a title or a name, or the end of a reference. */
  q?: string | undefined;
};

/** An item that waits for an officer. `id` is the id of its record; with `kind` it is unique. */
export type WorkItem = {
  kind: WorkKind;
  id: string;
  /** Cursor of the items after this one. */
  cursor: string;
  since: string;
  dueAt: string;
  overdue: boolean;
  city: string;
  county: string | null;
  /** Title of a posting, a fair, a file or a livestream; empty if the employer's name says all. */
  title: string;
  employer: { id: string; name: string; status: string } | null;
  /** True if the program remarked something that the officer should look at. */
  marked: boolean;
  /** Id of the fair or the livestream of the item; of an import whose drafts wait, its own id. */
  contextId: string | null;
  /** Number of rows or drafts of an import. */
  n: number | null;
  owner: { accountId: string; label: string; mine: boolean } | null;
};

/** Numbers of the items by filter. Each facet counts with all filters but its own. */
export type WorkCounts = {
  kinds: Record<WorkKind, number>;
  counties: { code: string | null; n: number }[];
  /** At most 50, those with the most items first. */
  enterprises: { id: string; name: string; n: number }[];
  marked: { yes: number; no: number };
  owners: { mine: number; nobody: number };
  overdue: number;
};

/** Gives an item to an officer. Without `to` it belongs to nobody again. */
export const HandOverInput = z.strictObject({
  kind: z.enum(WORK_KINDS),
  id: Id,
  to: Id.nullable(),
  /** The owner whom the caller saw; null for nobody. */
  from: Id.nullable(),
});
export type HandOverInput = z.infer<typeof HandOverInput>;

/** An officer to whom the caller may hand an item. */
export type Colleague = { accountId: string; label: string; own: boolean };
