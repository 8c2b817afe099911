/**
 * The audience of a livestream. A page beats each half minute while the picture advances, or while the text
 * is open and visible. A viewer is one row with a bitmap of minutes, so that reloads, tabs and processes
 * count once. The key of a viewer is a MAC under the livestream's own secret, and links no two livestreams.
 * Beats wait at most a second in their process, and are written together. What is not counted is counted
 * apart, with its reason. A day after the end the rows are deleted; the figures stay.
 */

export { counterOf } from "./beats/counter.ts";
export { issueBeatPage } from "./beats/issue-page.ts";
export { recordBeat } from "./beats/record-beat.ts";
export { addPlatformFigure, listPlatformFigures } from "./figures/add-platform-figure.ts";
export { figuresOfEnterprise } from "./figures/figures-of-enterprise.ts";
export { audienceOf, getAudience, onlineOf } from "./figures/read-audience.ts";
export { getLivestreamReport, listLivestreamReportLines } from "./figures/read-report.ts";
export { tendAudiences } from "./figures/tend-audience.ts";
export { readCount } from "./reading/count.ts";
export { audienceRoutes } from "./routes.ts";
export {
  REASONS,
  REPORT_DIMENSIONS,
  REPORT_MEASURES,
  type ReportDimension,
  type ReportMeasure,
} from "./rules.ts";
export {
  type AudienceView,
  type BeatAnswer,
  type BeatInput,
  type LivestreamReport,
  type LivestreamReportLine,
  PLATFORM_MEASURES,
  type PlatformFigure,
  PlatformFigureInput,
  ReportQuestion,
} from "./schema.ts";
export { watchedBesideFair } from "./store/report.ts";
export { AudiencePayload } from "./told/schema.ts";
