/**
 * Digests of the records of a kind: 256 buckets over id and revision, the same for a log and for the rows
 * that follow from it. They find copies that differ from what their home tells, and repair them record by
 * record.
 */
export { type Check, checkCopies, planChecks } from "./check-copies.ts";
export { bucketOfLog, bucketOfRows, digestOfLog, digestOfRows, type LogQuestion } from "./digests.ts";
export { noteCopies, purgeCopies, purgeStream } from "./purge-copies.ts";
export { type Repair, repairCopies } from "./repair-copies.ts";
export { type Bucket, bucketOf, compareDigests, compareRecords, type Differences } from "./rules.ts";
export { selectEverTold } from "./store.ts";
export { checkCopiesTask, planChecksTask } from "./tasks.ts";
