/** Reports of a fair: counts measures by dimension, lists their lines, and keeps frozen ones. */

export { freezeReport } from "./freeze-report.ts";
export { getFairReport, listReportLines, listSnapshots } from "./read-report.ts";
export { reportXlsx } from "./report-xlsx.ts";
export { fairReportRoutes } from "./routes.ts";
export {
  DIMENSIONS,
  type Dimension,
  FairReport,
  FairSnapshot,
  Figure,
  ListQuestion,
  MEASURES,
  type Measure,
  ReportLine,
  SnapshotInput,
} from "./schema.ts";
export { LED_TO, STARTED } from "./store/applied.ts";
