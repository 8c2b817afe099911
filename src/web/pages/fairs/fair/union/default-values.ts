import type { Fields } from "../../../../forms.ts";
import { localTime } from "./fair-fields.ts";

const DAY_MS = 86_400_000;

/** Returns the values of a new fair: two weeks of registration, then a fair one week later. */
export function defaultValues(now: Date): Fields {
  const at = (days: number, hour: number) => {
    const date = localTime(new Date(now.getTime() + days * DAY_MS).toISOString()).slice(0, 10);
    return `${date}T${String(hour).padStart(2, "0")}:00`;
  };
  return {
    kind: "general",
    offerHours: "24",
    registrationOpensAt: at(0, 0),
    registrationClosesAt: at(14, 18),
    opensAt: at(21, 9),
    closesAt: at(21, 15),
  };
}
