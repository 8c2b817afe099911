/**
 * Reports of events (a fair, later a livestream). The capability that owns the event names the measures, and
 * gives SQL for the rows that each measure counts, called its lines. A figure is the result of a measure, in
 * total and by city, sector, type and channel; its lines can be listed.
 * A submitted report stores its figures and lines and never changes. No line names a person.
 * The capability that owns the event decides who may read and submit reports, and when.
 */

export { countFigures, listLines, listSnapshots, pageOfLines, readReport } from "./read-report.ts";
export { reportXlsx, type SheetWords } from "./report-xlsx.ts";
export {
  type AnyDimension,
  DIMENSIONS,
  type Dimension,
  type Figure,
  type LineOf,
  linesQueryOf,
  ReportLine,
  reportOf,
  type Snapshot,
  SnapshotInput,
  snapshotOf,
} from "./schema.ts";
export type { LinesSql, ReportDefinition } from "./store.ts";
export { submitReport } from "./submit-report.ts";
