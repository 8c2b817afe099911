import { uuidv7 } from "../../src/platform/core/ids.ts";
import type { SearchDocument } from "../../src/search/index.ts";

const DAY_MS = 86_400_000;
let made = 0;

/** Builds a document of the search index. Each is published one second after the one before. */
export function searchDocument(overrides: Partial<SearchDocument> = {}): SearchDocument {
  made += 1;
  return {
    id: uuidv7(Date.now() + made),
    rev: 1,
    homeCity: "210900",
    city: "210900",
    county: "210911",
    occupation: null,
    enterpriseId: uuidv7(Date.now()),
    title: "普工",
    employerName: "砚禾机械有限公司",
    text: "",
    monthMinYuan: null,
    monthMaxYuan: null,
    payMaxYuan: null,
    payPeriod: null,
    payPeriods: [],
    payday: null,
    shifts: [],
    agency: false,
    education: null,
    experienceMinMonths: null,
    benefits: [],
    publishedAt: new Date(Date.now() - DAY_MS + made * 1000),
    expiresAt: new Date(Date.now() + 30 * DAY_MS),
    ...overrides,
  };
}
