import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Golden } from "./corpus.ts";

export type Query = {
  kind: string;
  text: string;
  grades: { grade: number; holds(document: Golden): boolean }[];
};

const FIELDS: Record<string, (document: Golden) => string | number | readonly string[] | null> = {
  occupation: (d) => d.occupation,
  city: (d) => d.city,
  county: (d) => d.county,
  benefit: (d) => d.benefits,
  title: (d) => d.title,
  employer: (d) => d.employerName,
  text: (d) => d.text,
  facts: (d) => d.facts,
  period: (d) => d.payPeriod,
  payMin: (d) => d.pay[0],
  payMax: (d) => d.pay[1],
  education: (d) => d.education ?? 0,
  months: (d) => d.experienceMinMonths ?? 0,
};

type Value = string | number | readonly string[];
const SIGNS: Record<string, (found: Value, value: string) => boolean> = {
  "=": (found, value) => (Array.isArray(found) ? found.includes(value) : found === value),
  "~": (found, value) => typeof found !== "number" && found.includes(value),
  ">=": (found, value) => Number(found) >= Number(value),
  "<=": (found, value) => Number(found) <= Number(value),
};

/**
 * Parses a predicate such as `city=211400&title~焊&facts!=nights`. All its parts must hold. `=` means that
 * the field, or one of its values, equals the text. `~` means that the field contains the text. `>=` and `<=`
 * compare numbers. `!` before a sign negates it. `any` holds for every document.
 */
function predicate(text: string): (document: Golden) => boolean {
  if (text === "any") return () => true;
  const parts = text.split("&").map((part) => {
    const [, field = "", not, sign = "", value = ""] = /^(\w+)(!?)(>=|<=|=|~)(.+)$/.exec(part) ?? [];
    const read = FIELDS[field];
    const compare = SIGNS[sign];
    if (!read || !compare) throw new Error(`no such field: ${part}`);
    return (document: Golden) => {
      const found = read(document);
      return (found !== null && compare(found, value)) !== (not === "!");
    };
  });
  return (document) => parts.every((holds) => holds(document));
}

/**
 * Reads the graded queries. Each lists grades with predicates: `3 predicate; 1 predicate`. A posting gets the
 * grade of the first predicate that holds.
 */
export function goldenQueries(): Query[] {
  const rows: Record<string, string>[] = parse(readFileSync(new URL("queries.csv", import.meta.url)), {
    columns: true,
  });
  return rows.map(({ class: kind = "", query = "", expect = "" }) => ({
    kind,
    text: query,
    grades: expect
      .split(";")
      .filter(Boolean)
      .map((one) => {
        const space = one.indexOf(" ");
        return { grade: Number(one.slice(0, space)), holds: predicate(one.slice(space + 1)) };
      }),
  }));
}

export const gradeOf = (query: Query, document: Golden): number =>
  query.grades.find(({ holds }) => holds(document))?.grade ?? 0;

const gain = (grades: number[]) =>
  grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

/**
 * Returns the normalised discounted cumulative gain of the first ten results, against the best order of the
 * corpus.
 */
export function ndcg10(query: Query, ranked: Golden[], corpus: Golden[]): number {
  const best = corpus.map((document) => gradeOf(query, document)).sort((a, b) => b - a);
  const ideal = gain(best.slice(0, 10));
  return ideal === 0 ? 1 : gain(ranked.slice(0, 10).map((document) => gradeOf(query, document))) / ideal;
}
