/**
 * All that waits for an officer, as one list. Each capability offers what waits as a view; this one writes
 * only who has taken an item. An item leaves the list when its record no longer waits.
 * Whoever may decide a record sees its item, and nobody else.
 */
export { handOver } from "./hand-over.ts";
export {
  countWork,
  listColleagues,
  listWork,
  type WorkQuestion,
} from "./read-worklist.ts";
export { DUE_DAYS, WORK_KINDS, type WorkKind } from "./rules.ts";
export {
  type Colleague,
  HandOverInput,
  WORK_OWNERS,
  type WorkCounts,
  type WorkFilter,
  type WorkItem,
} from "./schema.ts";
