import { NOT_COMING_REASONS, type Reply, TIMES_MAX } from "../../../../../applications/index.ts";
import { shanghaiDay } from "../../../../../platform/core/clock.ts";
import { invalid } from "../../../../../platform/core/errors.ts";
import type { Option } from "../../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../../forms.ts";
import { formatDate } from "../../../../text/format.ts";

const DAY_MS = 86_400_000;
/** Days from tomorrow on that a person may choose. */
const DAYS = 14;
const FIRST_HOUR = 8;
const LAST_HOUR = 20;

/** Numbers of the times that a form asks for. */
export const NTHS: readonly number[] = Array.from({ length: TIMES_MAX }, (_, n) => n + 1);

/** Returns the days that a person may choose, from tomorrow on: 12月3日 周四. */
export const dayOptions = (now: Date): Option[] =>
  Array.from({ length: DAYS }, (_, n) => {
    const day = shanghaiDay(new Date(now.getTime() + (n + 1) * DAY_MS));
    return { value: day, text: formatDate(day) };
  });

/** The times of day that a person may choose, every half hour. */
export const TIME_OPTIONS: readonly Option[] = Array.from(
  { length: (LAST_HOUR - FIRST_HOUR) * 2 + 1 },
  (_, n) => {
    const hour = FIRST_HOUR + Math.floor(n / 2);
    const text = `${hour}:${n % 2 === 0 ? "00" : "30"}`;
    return { value: text.padStart(5, "0"), text };
  },
);

/** Returns the chosen times. Throws INVALID_INPUT for `times` without one, or with a day or a time alone. */
function timesOf(fields: Fields): string[] {
  const rows = NTHS.map((n) => [fieldText(fields, `day${n}`), fieldText(fields, `time${n}`)] as const);
  const chosen = rows.filter(([day, time]) => day !== "" || time !== "");
  if (chosen.length === 0 || chosen.some(([day, time]) => day === "" || time === ""))
    throw invalid("times", "REQUIRED");
  const times = chosen.map(([day, time]) => new Date(`${day}T${time}:00+08:00`));
  if (times.some((time) => Number.isNaN(time.getTime()))) throw invalid("times", "INVALID_VALUE");
  return times.map((time) => time.toISOString());
}

/** Returns the reply that a form holds. Throws INVALID_INPUT for another form. */
export function replyOf(fields: Fields): Reply {
  switch (fieldText(fields, "kind")) {
    case "come":
      return { kind: "come" };
    case "otherTimes":
      return { kind: "otherTimes", times: timesOf(fields) };
    case "notCome": {
      const reason = NOT_COMING_REASONS.find((one) => one === fieldText(fields, "reason"));
      return { kind: "notCome", ...(reason && { reason }) };
    }
    default:
      throw invalid("kind", "INVALID_VALUE");
  }
}
