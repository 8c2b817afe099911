import type { PostingValues } from "../../../db/schema/index.ts";
import type { Place, PlaceIndex } from "../../cities/index.ts";
import {
  COMPOSED_COLUMNS,
  COPIED_COLUMNS,
  type ComposedColumn,
  type CopiedColumn,
  columnOf,
  type ReadFrom,
} from "../columns.ts";
import { readEmploymentType } from "../reading/employment.ts";
import {
  type Asked,
  guessOccupation,
  type OccupationIndex,
  type Pay,
  parseEducation,
  parseExperience,
  parseHeadcount,
  parsePay,
  readStated,
  saysNothing,
} from "../reading/index.ts";
import { missingElements } from "../rules.ts";
import type { PostingInput } from "../schema.ts";
import { findFlags } from "./flags.ts";
import { withStated } from "./stated-facts.ts";

/**
 * The texts and values of a posting from a form or a sheet. `…Text` fields have a sheet's text, from which
 * `buildPostingRow` reads the value.
 */
export type PostingText = Omit<PostingInput, "enterpriseId" | "benefits"> & {
  benefits?: readonly string[] | undefined;
  educationText?: string | null | undefined;
  experienceText?: string | null | undefined;
  benefitsText?: string | null | undefined;
  employmentTypeText?: string | null | undefined;
};

export type Readers = {
  places: PlaceIndex;
  occupations: OccupationIndex;
  /** Resolves the text of a workplace, with the home city and the cities of its agreement as hints. */
  resolve: (text: string) => Place | null;
};

/** The columns that `buildPostingRow` composes. Unknown values are null. */
export type PostingRow = Pick<PostingValues, ComposedColumn>;

const COUNT_MAX = 1_000_000;
const YUAN_MAX = 2_000_000_000;

/** The question that a copied column answers; null if any text is kept. The title's door refuses others. */
const ASKED: Record<CopiedColumn, Asked | null> = {
  title: null,
  duties: "text",
  requirements: "limit",
  placeText: "text",
  payText: "pay",
  contactName: "text",
  contactPhone: "text",
  contactHours: "text",
};

/** Control characters (category Cc), except line breaks and tabs. */
const CONTROL = /[^\P{Cc}\n\t]/u;
const CONTROLS = new RegExp(CONTROL, "gu");

/**
 * Removes control characters, except line breaks and tabs, because PostgreSQL rejects NUL. Returns null for a
 * blank text, and for one that does not answer the question.
 */
function clean(text: string | null | undefined, asked: Asked | null = null): string | null {
  const cleaned = (text && CONTROL.test(text) ? text.replace(CONTROLS, "") : text)?.trim();
  return cleaned && (asked === null || !saysNothing(cleaned, asked)) ? cleaned : null;
}

/**
 * A row without values. Rows that start as copies of one object are faster to fill than rows of many shapes.
 */
const EMPTY = Object.fromEntries(COMPOSED_COLUMNS.map((name) => [name, null])) as unknown as PostingRow;
const FILLED = COPIED_COLUMNS.map((name) => [name, columnOf(name).filled ? "" : null] as const);

/**
 * Composes a posting's columns from its texts. Reads pay, headcount, place, trade, education, experience, and
 * facts (working conditions). Source texts stay in their own columns. Explicit values take precedence over
 * values that are read. Pure.
 */
export function buildPostingRow(input: PostingText, readers: Readers): PostingRow {
  const row = { ...EMPTY };
  for (const [name, blank] of FILLED) row[name] = (clean(input[name], ASKED[name]) ?? blank) as string;
  const benefitsText = clean(input.benefitsText);
  const texts = [row.duties, row.requirements, row.payText, benefitsText];
  const stated = readStated(...texts.filter((text) => text !== null));
  const pay = row.payText === null ? null : parsePay(row.payText);
  const read: Omit<PostingRow, CopiedColumn | "missing" | "flags"> = {
    occupation: readOccupation(input, row.title, readers.occupations),
    ...readHeadcount(input.headcount),
    employmentType: input.employmentType ?? readEmploymentType(input.employmentTypeText ?? row.title),
    agency: input.agency ?? false,
    ...readPlace(input, row.placeText, readers),
    ...readPay(pay),
    education: input.education ?? readEducation(input, row.requirements),
    experienceMinMonths: input.experienceMinMonths ?? readExperience(input, row.requirements),
    benefits: [...(input.benefits ?? stated.benefits)],
    facts: withStated(stated.facts, input.facts),
    validThrough: input.validThrough ?? null,
  };
  Object.assign(row, read);
  row.missing = missingElements(row);
  row.flags = findFlags(row, { benefitsText, pay });
  return row;
}

/** Returns the row with null for each copied text that says nothing. The title stays as it is. */
export const withoutEmptyWords = <Row extends Pick<PostingRow, CopiedColumn>>(row: Row): Row => ({
  ...row,
  ...Object.fromEntries(
    COPIED_COLUMNS.filter((name) => name !== "title").map((name) => [name, clean(row[name], ASKED[name])]),
  ),
});

function readOccupation(input: PostingText, title: string, index: OccupationIndex): string | null {
  const given = clean(input.occupation);
  if (given && index.ids.has(given)) return given;
  return (given ? guessOccupation(given, index) : null) ?? guessOccupation(title, index);
}

function readHeadcount(given: PostingText["headcount"]) {
  if (typeof given === "number") return { headcount: given, headcountText: null };
  const text = clean(given, "count");
  if (text === null) return { headcount: null, headcountText: null };
  const { count } = parseHeadcount(text);
  return { headcount: count !== null && count > 0 && count <= COUNT_MAX ? count : null, headcountText: text };
}

/**
 * Returns the workplace. Codes in the input take precedence; else the text is resolved, with the home city as
 * a hint.
 */
function readPlace(
  input: PostingText,
  text: string | null,
  { places, resolve }: Readers,
): Pick<PostingRow, ReadFrom<"placeText">> {
  const chosen = input.county ?? input.city;
  if (chosen) {
    const city = input.city ?? places.byCode.get(chosen)?.parent ?? null;
    return {
      // A municipality (Beijing) is its own province.
      province: city && (places.byCode.get(city)?.parent ?? city),
      city,
      county: input.county ?? null,
    };
  }
  const place = text ? resolve(text) : null;
  return {
    province: place?.provinceCode ?? null,
    city: place?.cityCode ?? null,
    county: place?.countyCode ?? null,
  };
}

/** Returns the pay columns. A new pay column needs a line here and one in POSTING_COLUMNS. */
function readPay(pay: Pay | null): Pick<PostingRow, ReadFrom<"payText">> {
  const yuan = (value: number | null | undefined) =>
    value !== null && value !== undefined && value <= YUAN_MAX ? value : null;
  return {
    payMinYuan: yuan(pay?.minYuan),
    payMaxYuan: yuan(pay?.maxYuan),
    payPeriod: pay?.period ?? null,
    payMonths: pay?.months ?? null,
    payNegotiable: pay?.negotiable ?? false,
  };
}

/**
 * Reads the education from the sheet's education column. If the sheet has none, reads it from the
 * requirements.
 */
const readEducation = (input: PostingText, requirements: string | null): number | null =>
  parseEducation((input.educationText === undefined ? requirements : input.educationText) ?? "");

const readExperience = (input: PostingText, requirements: string | null): number | null =>
  parseExperience((input.experienceText === undefined ? requirements : input.experienceText) ?? "")
    ?.minMonths ?? null;
