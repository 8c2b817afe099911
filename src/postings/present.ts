import { applyBlock } from "./rules.ts";
import type { PayView, PostingCard, PostingDesk, PostingView } from "./schema.ts";
import type { CardRow, DeskRow, PublicRow } from "./store/views.ts";

const stamp = (at: Date | null): string | null => at?.toISOString() ?? null;

const payOf = (row: CardRow): PayView => ({
  text: row.payText,
  minYuan: row.payMinYuan,
  maxYuan: row.payMaxYuan,
  period: row.payPeriod,
  months: row.payMonths,
  negotiable: row.payNegotiable,
});

const employerOf = (row: CardRow) => ({
  id: row.enterpriseId,
  name: row.employerName,
  verified: row.employerStatus === "verified",
});

/** A published row as a list line; the table's own check says that its dates are there. */
export function toCard(row: CardRow): PostingCard {
  if (row.publishedAt === null || row.validThrough === null)
    throw new Error("a card of an unpublished posting");
  return {
    id: row.id,
    title: row.title,
    occupation: row.occupation,
    homeCity: row.homeCity,
    city: row.city,
    county: row.county,
    placeText: row.placeText,
    employer: employerOf(row),
    headcount: row.headcount,
    headcountText: row.headcountText,
    pay: payOf(row),
    education: row.education,
    experienceMinMonths: row.experienceMinMonths,
    benefits: row.benefits,
    repostFrom: row.repost ? row.sourceName : null,
    publishedAt: row.publishedAt.toISOString(),
    confirmedAt: stamp(row.confirmedAt),
    validThrough: row.validThrough,
  };
}

export function toView(row: PublicRow): PostingView {
  return {
    ...toCard(row),
    employmentType: row.employmentType,
    agency: row.agency,
    duties: row.duties,
    requirements: row.requirements,
    facts: row.facts,
    contact: row.contactPhone
      ? { name: row.contactName, phone: row.contactPhone, hours: row.contactHours }
      : null,
    sourceUrl: row.sourceUrl,
    verifier: row.verifier,
    applyBlock: applyBlock(row),
    rev: row.rev,
  };
}

/** What leaves the city in the feed: the public view without what depends on the reader's day. */
export function toPayload(row: PublicRow): Omit<PostingView, "applyBlock"> {
  const { applyBlock: _today, ...payload } = toView(row);
  return payload;
}

export function toDesk(row: DeskRow): PostingDesk {
  return {
    id: row.id,
    status: row.status,
    expired: row.expired,
    title: row.title,
    occupation: row.occupation,
    homeCity: row.homeCity,
    city: row.city,
    county: row.county,
    placeText: row.placeText,
    employer: { ...employerOf(row), status: row.employerStatus },
    headcount: row.headcount,
    headcountText: row.headcountText,
    pay: payOf(row),
    education: row.education,
    experienceMinMonths: row.experienceMinMonths,
    employmentType: row.employmentType,
    agency: row.agency,
    duties: row.duties,
    dutiesSuggested: row.dutiesSuggested,
    requirements: row.requirements,
    benefits: row.benefits,
    facts: row.facts,
    contactName: row.contactName,
    contactPhone: row.contactPhone,
    contactHours: row.contactHours,
    validThrough: row.validThrough,
    repost: row.repost,
    sourceName: row.sourceName,
    sourceUrl: row.sourceUrl,
    importId: row.importId,
    missing: row.missing,
    flags: row.flags,
    returnReasons: row.returnReasons,
    closeReason: row.closeReason,
    submittedAt: stamp(row.submittedAt),
    publishedAt: stamp(row.publishedAt),
    confirmedAt: stamp(row.confirmedAt),
    rev: row.rev,
  };
}
