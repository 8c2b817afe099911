import type { LivestreamReport, ReportDimension } from "../../../../livestreams/index.ts";
import type { CodeNames } from "../../../components/posting.tsx";
import { EMPLOYMENT, INDUSTRY } from "../../../text/common.ts";
import { REPORT } from "../../../text/livestreams/report.ts";

export type ReportWords = {
  codes: CodeNames;
  channels: ReadonlyMap<string, string>;
  names: LivestreamReport["names"];
};

/** Returns the displayed name of a value of a dimension. */
export function valueText(
  { codes, channels, names }: ReportWords,
  dimension: ReportDimension,
  value: string | null,
): string {
  if (dimension === "channel") return value === null ? REPORT.noChannel : (channels.get(value) ?? value);
  if (value === null) return REPORT.nobody;
  if (dimension === "city") return codes.division(value) ?? value;
  if (dimension === "sector") return INDUSTRY[value] ?? value;
  if (dimension === "type") return EMPLOYMENT[value as keyof typeof EMPLOYMENT] ?? value;
  return names.find((one) => one.dimension === dimension && one.value === value)?.name ?? REPORT.deleted;
}
