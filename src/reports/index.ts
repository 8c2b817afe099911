/**
 * Reports of events (a fair, later a livestream). An event names its measures and gives SQL for the lines of
 * each. A figure counts lines, in total and by city, sector, type and channel, and opens their list.
 * A submitted report stores figures and lines, and never changes. No line names a person.
 * The event decides who may read and submit, and when.
 */

export { listLines, listSnapshots, readReport } from "./read-report.ts";
export { reportXlsx, type SheetWords } from "./report-xlsx.ts";
export {
  DIMENSIONS,
  type Dimension,
  type Figure,
  linesQueryOf,
  ReportLine,
  reportOf,
  type Snapshot,
  SnapshotInput,
  snapshotOf,
} from "./schema.ts";
export type { LinesSql, ReportDefinition } from "./store.ts";
export { submitReport } from "./submit-report.ts";
