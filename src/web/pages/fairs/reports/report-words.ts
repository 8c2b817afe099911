import type { FairView } from "../../../../fairs/index.ts";
import type { CodeNames } from "../../../components/posting.tsx";
import { EMPLOYMENT, INDUSTRY } from "../../../text/common.ts";
import { REPORT } from "../../../text/fairs/reports.ts";

export type ReportWords = {
  names: CodeNames;
  channels: ReadonlyMap<string, string>;
  fair: Pick<FairView, "venues">;
};

/** Returns the displayed name of a value of a dimension. */
export function valueText(
  { names, channels, fair }: ReportWords,
  dimension: string,
  value: string | null,
): string {
  if (dimension === "hall") {
    const hall = fair.venues.find(({ id }) => id === value);
    return hall ? `${hall.cityName} ${hall.name}` : REPORT.noHall;
  }
  if (value === null) return REPORT.unknown;
  if (dimension === "city") return names.division(value) ?? value;
  if (dimension === "sector") return INDUSTRY[value] ?? value;
  if (dimension === "type") return EMPLOYMENT[value as keyof typeof EMPLOYMENT] ?? value;
  return REPORT.channels[value] ?? channels.get(value) ?? value;
}
