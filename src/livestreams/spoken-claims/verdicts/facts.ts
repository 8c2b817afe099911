import { type ReadFacts, readWorkTerms } from "../../../postings/index.ts";
import { type Compared, type Finding, type Said, type Topic, type Verdict, YES_OR_NO } from "./finding.ts";

/** Benefits that are compared as facts. */
const AS_FACT: ReadonlySet<string> = new Set([
  ...YES_OR_NO,
  "twoDaysOff",
  "fiveInsurances",
  "housingFund",
  "accidentInsurance",
]);

/** Values in the order of their worth to a worker. Values without a place have no order. */
const WORTH: Readonly<Partial<Record<Topic, Readonly<Record<string, number>>>>> = {
  restDays: { one: 1, alternate: 2, two: 3 },
  payday: { month: 1, week: 2, day: 3 },
  insurance: { none: 0, accident: 1, social: 2, five: 2, fiveAndFund: 3 },
  posture: { standing: 1, sitting: 2 },
};

function compareValues(topic: Topic, said: Said, written: Said | null): Verdict {
  if (written === null) return "notInPosting";
  if (said === written) return "matches";
  if (typeof said === "boolean") return said ? "abovePosting" : "belowPosting";
  if (topic === "restDaysPerMonth") return said > written ? "abovePosting" : "belowPosting";
  const order = WORTH[topic];
  const [a, b] = [order?.[String(said)], order?.[String(written)]];
  if (a === undefined || b === undefined) return "differs";
  if (a === b) return "matches";
  return a > b ? "abovePosting" : "belowPosting";
}

type Written = Partial<Record<Topic, Said | null>>;

/** Returns what the posting says of each subject, from its facts, benefits, title and pay text. */
function writtenIn({ title, pay, facts, benefits }: Compared): {
  values: Written;
  shifts: readonly string[];
} {
  const terms = readWorkTerms({ title, payText: pay.text, payPeriod: pay.period, facts, benefits });
  const of = <T extends Said>(name: keyof ReadFacts) => (facts[name] as T | null | undefined) ?? null;
  const values: Written = Object.fromEntries(
    YES_OR_NO.map((name) => [name, of<boolean>(name) ?? (benefits.includes(name) ? true : null)]),
  );
  const insured = benefits.includes("housingFund")
    ? "fiveAndFund"
    : benefits.includes("fiveInsurances")
      ? "five"
      : benefits.includes("accidentInsurance")
        ? "accident"
        : null;
  return {
    values: {
      ...values,
      restDays: of<string>("restDays") ?? (benefits.includes("twoDaysOff") ? "two" : null),
      restDaysPerMonth: of<number>("restDaysPerMonth"),
      insurance: of<string>("insurance") ?? insured,
      payday: terms.payday,
      paydayOfMonth: of<number>("paydayOfMonth"),
      pieceRate: terms.payPeriods.includes("piece") ? true : of<boolean>("pieceRate"),
      posture: of<string>("posture"),
    },
    shifts: terms.shifts,
  };
}

/** Compares a shift: a promise of days alone beside nights is more than the posting says. */
function shiftFinding(said: string, shifts: readonly string[]): Finding {
  const written = shifts[0] ?? null;
  const daily = shifts.every((shift) => shift === "day");
  const verdict =
    written === null
      ? "notInPosting"
      : said === "day"
        ? daily
          ? "matches"
          : "abovePosting"
        : shifts.includes(said)
          ? "matches"
          : daily
            ? "belowPosting"
            : "differs";
  return { topic: "shift", verdict, said, written };
}

const SIMPLE = [
  ...YES_OR_NO,
  "pieceRate",
  "payday",
  "paydayOfMonth",
  "restDays",
  "restDaysPerMonth",
  "insurance",
  "posture",
] as const satisfies readonly (keyof ReadFacts & Topic)[];

/** Accident insurance beside the social insurances is another thing, not a smaller one. */
const accidentBeside = (said: Said, benefits: readonly string[]): Verdict | null =>
  said !== "accident" ? null : benefits.includes("accidentInsurance") ? "matches" : "notInPosting";

/** Compares the facts that were said with a posting. `noNights`: it was said that nobody works at night. */
export function factFindings(
  said: Readonly<ReadFacts>,
  { noNights, posting }: { noNights: boolean; posting: Compared },
): Finding[] {
  const { values, shifts } = writtenIn(posting);
  const simple = SIMPLE.flatMap((topic): Finding[] => {
    const value = said[topic];
    // 月休四天 is one statement: the days of the month.
    if (value === null || (topic === "restDays" && said.restDaysPerMonth !== null)) return [];
    const written = values[topic] ?? null;
    const verdict =
      (topic === "insurance" ? accidentBeside(value, posting.benefits) : null) ??
      restVerdict(topic, values) ??
      compareValues(topic, value, written);
    return [{ topic, verdict, said: value, written }];
  });
  const shift = said.shift === null ? [] : [shiftFinding(said.shift, shifts)];
  const nights: Finding[] = noNights && said.shift !== "day" ? [nightFinding(shifts)] : [];
  const benefits = said.benefits
    .filter((code) => !AS_FACT.has(code))
    .map((code): Finding => {
      const written = posting.benefits.includes(code) ? code : null;
      return { topic: "benefit", verdict: written ? "matches" : "notInPosting", said: code, written };
    });
  return [...simple, ...shift, ...nights, ...benefits];
}

/** Days of rest by the month and by the week are not converted: 月休四天 beside 双休 is unclear. */
const restVerdict = (topic: Topic, values: Written): Verdict | null =>
  topic === "restDaysPerMonth" && values.restDaysPerMonth == null && values.restDays != null
    ? "unclear"
    : null;

function nightFinding(shifts: readonly string[]): Finding {
  const written = shifts[0] ?? null;
  const verdict =
    written === null ? "notInPosting" : shifts.every((shift) => shift === "day") ? "matches" : "abovePosting";
  return { topic: "noNights", verdict, said: true, written };
}
