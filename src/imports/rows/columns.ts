import { type ComposedColumn, columnOf, type WordColumn } from "../../postings/index.ts";
import type { Field } from "../reading/index.ts";

/** The sheet field of a column's words; null if sheets do not give it. */
export const SHEET_FIELDS: Record<WordColumn, Field | null> = {
  title: "title",
  occupation: "occupation",
  headcount: "headcount",
  employmentType: "employmentType",
  agency: null,
  duties: "duties",
  requirements: "requirements",
  placeText: "place",
  city: null,
  county: null,
  payText: "pay",
  education: "education",
  experienceMinMonths: "experience",
  benefits: "benefits",
  contactName: "contactName",
  contactPhone: "contactPhone",
  contactHours: null,
  validThrough: "validThrough",
};

/** The sheet field of any column; null if no sheet field gives it. */
export const sheetFieldOf = (column: string): Field | null =>
  Object.hasOwn(SHEET_FIELDS, column) ? SHEET_FIELDS[column as WordColumn] : null;

/** False for words that no sheet field or sheet text gives. */
export const isInSheets = (name: ComposedColumn): boolean =>
  columnOf(name).by !== "words" || columnOf(name).from !== undefined || sheetFieldOf(name) !== null;
