import type { EmploymentType, Flag, PostingValues } from "../../db/schema/index.ts";
import { type PlaceIndex, resolvePlace } from "../cities/index.ts";
import {
  COPIED_COLUMNS,
  type ComposedColumn,
  type CopiedColumn,
  columnOf,
  type ReadFrom,
} from "./columns.ts";
import {
  findPhones,
  guessOccupation,
  type OccupationIndex,
  parseEducation,
  parseExperience,
  parseHeadcount,
  parsePay,
  readFacts,
} from "./reading/index.ts";
import { missingElements } from "./rules.ts";
import type { PostingInput } from "./schema.ts";

/** A posting in words: what a form or a sheet gives. `…Text` fields are the source's, read here. */
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
  homeCity: string;
  /** Those of the home city's agreement: a county named alone is looked for there. */
  cities?: readonly string[];
};

/** The columns that follow from the words; what is unknown is null. */
export type PostingRow = Pick<PostingValues, ComposedColumn>;

const COUNT_MAX = 1_000_000;
const YUAN_MAX = 2_000_000_000;

/** Blank is null. Control characters are removed, except line breaks and tabs: the database rejects NUL. */
function clean(text: string | null | undefined): string | null {
  const cleaned = text?.replace(/[^\P{Cc}\n\t]/gu, "").trim();
  return cleaned ? cleaned : null;
}

const copyWords = (input: PostingText) =>
  Object.fromEntries(
    COPIED_COLUMNS.map((name) => [name, clean(input[name]) ?? (columnOf(name).filled ? "" : null)]),
  ) as Pick<PostingRow, CopiedColumn>;

/**
 * Composes a posting from its words: pay, headcount, place, trade, education, experience and facts are read from them.
 * The source texts stay in columns of their own. Explicit values win over values that are read. Pure.
 */
export function buildPostingRow(input: PostingText, readers: Readers): PostingRow {
  const words = copyWords(input);
  const benefitsText = clean(input.benefitsText);
  const read = readFacts(...[words.duties, words.requirements, benefitsText].flatMap((text) => text ?? []));
  const { benefits, ...facts } = read;
  const row = {
    ...words,
    occupation: readOccupation(input, words.title, readers.occupations),
    ...readHeadcount(input.headcount),
    employmentType: input.employmentType ?? readEmploymentType(input.employmentTypeText ?? words.title),
    agency: input.agency ?? false,
    ...readPlace(input, words.placeText, readers),
    ...readPay(words.payText),
    education: input.education ?? readEducation(input, words.requirements),
    experienceMinMonths: input.experienceMinMonths ?? readExperience(input, words.requirements),
    benefits: [...(input.benefits ?? benefits)],
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
    validThrough: input.validThrough ?? null,
  };
  return { ...row, missing: missingElements(row), flags: findFlags(row, benefitsText) };
}

function readOccupation(input: PostingText, title: string, index: OccupationIndex): string | null {
  const given = clean(input.occupation);
  if (given && index.some((alias) => alias.id === given)) return given;
  return (given ? guessOccupation(given, index) : null) ?? guessOccupation(title, index);
}

function readHeadcount(given: PostingText["headcount"]) {
  if (typeof given === "number") return { headcount: given, headcountText: null };
  const text = clean(given);
  if (text === null) return { headcount: null, headcountText: null };
  const { count } = parseHeadcount(text);
  return { headcount: count !== null && count > 0 && count <= COUNT_MAX ? count : null, headcountText: text };
}

const EMPLOYMENT: readonly (readonly [EmploymentType, RegExp])[] = [
  ["dispatch", /派遣|外包/],
  ["intern", /实习/],
  ["partTime", /兼职|part.?time/i],
  ["flexible", /灵活|零工|临时|小时工|日结/],
  ["fullTime", /全职|正式|full.?time/i],
];

const readEmploymentType = (text: string): EmploymentType | null =>
  EMPLOYMENT.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** Codes that were chosen win; otherwise the text is resolved with the home city as a hint. */
function readPlace(
  input: PostingText,
  text: string | null,
  { places, homeCity, cities }: Readers,
): Pick<PostingRow, ReadFrom<"placeText">> {
  const chosen = input.county ?? input.city;
  if (chosen) {
    const city = input.city ?? places.byCode.get(chosen)?.parent ?? null;
    return {
      // A municipality is its own province.
      province: city && (places.byCode.get(city)?.parent ?? city),
      city,
      county: input.county ?? null,
    };
  }
  const place = text
    ? resolvePlace(text, places, { cityCode: homeCity, ...(cities ? { cities } : {}) })
    : null;
  return {
    province: place?.provinceCode ?? null,
    city: place?.cityCode ?? null,
    county: place?.countyCode ?? null,
  };
}

/** A new pay column is one line here and one in the definition. */
function readPay(text: string | null): Pick<PostingRow, ReadFrom<"payText">> {
  const pay = text === null ? null : parsePay(text);
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

/** A source with a column of its own decides; without one the requirements are read. */
const readEducation = (input: PostingText, requirements: string | null): number | null =>
  parseEducation((input.educationText === undefined ? requirements : input.educationText) ?? "");

const readExperience = (input: PostingText, requirements: string | null): number | null =>
  parseExperience((input.experienceText === undefined ? requirements : input.experienceText) ?? "")
    ?.minMonths ?? null;

/** Wording that the law does not allow, as plainly as a machine may say it; an officer decides. */
const WORDING: readonly (readonly [string, RegExp])[] = [
  ["SEX_WORDING", /(?<!不)限[男女]|只[招要][男女]|[男女](性|士|生)?优先|未婚|已婚已育|已育优先/],
  ["FEES_WORDING", /(?<![无不免零没收]|不收取?)(押金|保证金|服装费|工装费|中介费|报名费)|扣押?(身份证|证件)/],
  [
    "RESIDENCE_WORDING",
    /(限|只招|仅招)(本地|本市|本县|本省|当地)(户口|户籍|人)?|(本地|本市|当地)户[口籍]优先/,
  ],
];

function wordingFlags(
  row: Pick<PostingRow, "title" | "duties" | "requirements"> & { besides: string | null },
): Flag[] {
  return (["title", "requirements", "duties", "besides"] as const).flatMap((field) =>
    WORDING.flatMap(([code, pattern]) => {
      const text = row[field] && pattern.exec(row[field])?.[0];
      return text ? [{ code, field: field === "besides" ? "requirements" : field, text }] : [];
    }),
  );
}

/** What an officer should look at; never a refusal by itself. */
function findFlags(row: Omit<PostingRow, "missing" | "flags">, besides: string | null): Flag[] {
  const free = (["title", "duties", "requirements", "placeText"] as const).flatMap((field) => {
    const text = row[field];
    if (!text) return [];
    const phone = findPhones(text)[0];
    return phone ? [{ code: "PHONE_IN_TEXT", field, text: phone.value }] : [];
  });
  const damaged = (["title", "duties", "requirements", "placeText", "payText"] as const)
    .filter((field) => row[field]?.includes("\ufffd"))
    .map((field) => ({ code: "TEXT_DAMAGED", field }));
  const flags: Flag[] = [...free, ...damaged, ...wordingFlags({ ...row, besides })];
  if (row.headcountText && row.headcount === null) flags.push({ code: "HEADCOUNT_OPEN", field: "headcount" });
  if (row.payText && row.payMinYuan === null && row.payMaxYuan === null)
    flags.push({ code: row.payNegotiable ? "PAY_NEGOTIABLE" : "PAY_UNREAD", field: "payText" });
  return flags;
}
