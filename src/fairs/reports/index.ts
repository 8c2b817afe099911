/** Reports of a fair: its measures and their lines, who may read and submit them, and when. */

export { freezeReport } from "./freeze-report.ts";
export { getFairReport, listReportLines, listSnapshots } from "./read-report.ts";
export { fairReportRoutes } from "./routes.ts";
export { FairReport, FairSnapshot, ListQuestion, MEASURES, type Measure } from "./schema.ts";
export { LED_TO, STARTED } from "./store/applied.ts";
