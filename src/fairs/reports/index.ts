/**
 * The report of a fair: its measures, SQL for the rows that each measure counts (its lines), who may read and
 * submit the report, and when.
 */

export { freezeReport } from "./freeze-report.ts";
export {
  getFairReport,
  getHallReport,
  listHallLines,
  listReportLines,
  listSnapshots,
} from "./read-report.ts";
export {
  applicationsTold,
  tellFairApplicationsAgain,
  tellLateApplications,
} from "./remote/tell-applications.ts";
export { toldFairApplications } from "./remote/told-applications.ts";
export { fairReportRoutes } from "./routes.ts";
export {
  FAIR_DIMENSIONS,
  type FairDimension,
  FairReport,
  type FairReportLine,
  FairSnapshot,
  ListQuestion,
  MEASURES,
  type Measure,
} from "./schema.ts";
export { STARTED } from "./store/started.ts";
