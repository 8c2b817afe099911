import { type ComposedColumn, columnOf, type WordColumn } from "../../postings/index.ts";
import type { Field } from "../reading/index.ts";

/** The sheet field that gives the words of a posting column; null if sheets have no such field. */
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

/** Returns the sheet field that gives a posting column, or null if there is none. */
export const sheetFieldOf = (column: string): Field | null =>
  Object.hasOwn(SHEET_FIELDS, column) ? SHEET_FIELDS[column as WordColumn] : null;

/**
 * Returns false for a column of words that no sheet field gives, neither directly nor by the text from which
 * the column is read.
 */
export const isInSheets = (name: ComposedColumn): boolean =>
  columnOf(name).by !== "words" || columnOf(name).from !== undefined || sheetFieldOf(name) !== null;
