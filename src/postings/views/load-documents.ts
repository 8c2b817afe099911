import type { DbOrTx } from "../../../db/client.ts";
import { monthlyRange, type PayPeriod, readWorkTerms, type WorkTerms } from "../reading/index.ts";
import { selectIdsOf } from "../store/rows.ts";
import { type PublicRow, selectLive } from "../store/views.ts";

/** A live posting (published and not expired) as a search document. */
export type PostingDocument = WorkTerms & {
  id: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterpriseId: string;
  title: string;
  employerName: string;
  /** Other text to search: workplace, requirements, duties. */
  text: string;
  monthMinYuan: number | null;
  monthMaxYuan: number | null;
  /** Highest pay per `payPeriod`; for 5000以上 the lower bound. */
  payMaxYuan: number | null;
  payPeriod: PayPeriod | null;
  /** True if an agency recruits for the employer, or the worker is dispatched. */
  agency: boolean;
  education: number | null;
  experienceMinMonths: number | null;
  benefits: string[];
  publishedAt: Date;
  expiresAt: Date;
};

/**
 * Loads the search documents of the live postings among the ids. A posting that is absent from the result
 * must be in no index.
 */
export async function loadSearchDocuments(db: DbOrTx, ids: string[]): Promise<PostingDocument[]> {
  return ids.length === 0 ? [] : (await selectLive(db, ids)).map(toDocument);
}

/** Returns the ids of all postings of the enterprises, in any state. */
export const postingIdsOf = (db: DbOrTx, enterprises: string[]): Promise<string[]> =>
  selectIdsOf(db, enterprises);

function toDocument(row: PublicRow): PostingDocument {
  if (row.publishedAt === null || row.expiresAt === null)
    throw new Error("a document of an unpublished posting");
  const month = monthlyRange({ minYuan: row.payMinYuan, maxYuan: row.payMaxYuan, period: row.payPeriod });
  return {
    id: row.id,
    rev: row.rev,
    homeCity: row.homeCity,
    city: row.city,
    county: row.county,
    occupation: row.occupation,
    enterpriseId: row.enterpriseId,
    title: row.title,
    employerName: row.employerName,
    text: [row.placeText, row.requirements, row.duties].filter((text) => text !== null).join("\n"),
    monthMinYuan: month?.minYuan ?? null,
    // For 5000以上 only the lower bound is known, so it serves as upper bound too.
    monthMaxYuan: month?.maxYuan ?? month?.minYuan ?? null,
    payMaxYuan: row.payMaxYuan ?? row.payMinYuan,
    payPeriod: row.payPeriod,
    agency: row.agency || row.employmentType === "dispatch",
    ...readWorkTerms(row),
    education: row.education,
    experienceMinMonths: row.experienceMinMonths,
    benefits: row.benefits,
    publishedAt: row.publishedAt,
    expiresAt: row.expiresAt,
  };
}
