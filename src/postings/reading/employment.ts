import type { EmploymentType } from "../../../db/schema/index.ts";

const EMPLOYMENT: readonly (readonly [EmploymentType, RegExp])[] = [
  ["dispatch", /派遣|外包/],
  ["intern", /实习/],
  ["partTime", /兼职|part.?time/i],
  ["flexible", /灵活|零工|临时|小时工|日结/],
  ["fullTime", /全职|正式|full.?time/i],
];

/** Returns the type of employment that a text names, or null. */
export const readEmploymentType = (text: string): EmploymentType | null =>
  EMPLOYMENT.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
