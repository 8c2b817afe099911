import { type Fields, fieldText } from "../../../../forms.ts";
import { localTime } from "./fair-fields.ts";

const DAY_MS = 86_400_000;

const dayOf = (localTime: string) => localTime.slice(0, 10);
const msOf = (local: string) => Date.parse(`${local}:00Z`);
const localOf = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/**
 * Moves the values of an earlier fair to the days of a new one. The clock times and the length stay. Halls
 * lose their ids, and the notice to the authority, which names the day, is to be written anew.
 */
export function copiedValues(earlier: Fields, now: Date): Fields {
  const fresh = defaultValues(now);
  const time = (name: string) => fieldText(earlier, name);
  const onDay = (day: string, name: string) => `${dayOf(day)}T${time(name).slice(11)}`;
  const opensAt = onDay(fieldText(fresh, "opensAt"), "opensAt");
  const closesAt = localOf(msOf(opensAt) + msOf(time("closesAt")) - msOf(time("opensAt")));
  const kept = Object.entries(earlier).filter(
    ([name]) => !/^venue\d+-id$/.test(name) && name !== "advanceNotice",
  );
  return {
    ...Object.fromEntries(kept),
    registrationOpensAt: fresh.registrationOpensAt,
    registrationClosesAt: onDay(fieldText(fresh, "registrationClosesAt"), "registrationClosesAt"),
    opensAt,
    closesAt,
  };
}

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
