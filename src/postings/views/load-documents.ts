import type { DbOrTx } from "../../../db/client.ts";
import { monthlyRange } from "../reading/index.ts";
import { selectIdsOf } from "../store/rows.ts";
import { type PublicRow, selectLive } from "../store/views.ts";

/** One live posting as a search document. */
export type PostingDocument = {
  id: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterpriseId: string;
  title: string;
  employerName: string;
  /** Other matching words: occupation names and aliases, place names, benefits in words, requirements. */
  text: string;
  monthMinYuan: number | null;
  monthMaxYuan: number | null;
  payPeriod: string | null;
  education: number | null;
  experienceMinMonths: number | null;
  benefits: string[];
  publishedAt: Date;
  expiresAt: Date;
};

/** Documents of the live ones among the ids. An absent id belongs in no index. */
export async function loadSearchDocuments(db: DbOrTx, ids: string[]): Promise<PostingDocument[]> {
  return ids.length === 0 ? [] : (await selectLive(db, ids)).map(toDocument);
}

/** All postings of the enterprises in any state. */
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
    // 5000以上 is certain only as a lower bound.
    monthMaxYuan: month?.maxYuan ?? month?.minYuan ?? null,
    payPeriod: row.payPeriod,
    education: row.education,
    experienceMinMonths: row.experienceMinMonths,
    benefits: row.benefits,
    publishedAt: row.publishedAt,
    expiresAt: row.expiresAt,
  };
}
