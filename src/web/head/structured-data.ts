import type { FairView } from "../../fairs/index.ts";
import type { PostingView } from "../../postings/index.ts";
import type { CodeNames } from "../components/posting.tsx";
import { BENEFIT, EDUCATION } from "../text/common.ts";

const PERIOD = { hour: "HOUR", day: "DAY", week: "WEEK", month: "MONTH", year: "YEAR" } as const;
const EMPLOYMENT = {
  fullTime: "FULL_TIME",
  partTime: "PART_TIME",
  dispatch: "CONTRACTOR",
  intern: "INTERN",
  flexible: "PER_DIEM",
} as const;

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? "");

function salary({ pay }: PostingView): object | null {
  const unit = PERIOD[pay.period as keyof typeof PERIOD];
  if (!unit || (pay.minYuan === null && pay.maxYuan === null)) return null;
  const value = {
    "@type": "QuantitativeValue",
    ...(pay.minYuan === null ? {} : { minValue: pay.minYuan }),
    ...(pay.maxYuan === null ? {} : { maxValue: pay.maxYuan }),
    unitText: unit,
  };
  return { "@type": "MonetaryAmount", currency: "CNY", value };
}

/**
 * Converts a posting to schema.org JobPosting, without unknown properties. The posting must be live: the page
 * of any other responds with 410. `validThrough` is the end of the day at UTC+8.
 */
export function jobPosting(posting: PostingView, names: CodeNames, address: string): object {
  const described = [posting.duties, posting.requirements].filter((text) => text !== null);
  const baseSalary = salary(posting);
  return {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    title: posting.title,
    description: (described.length > 0 ? described : [posting.title])
      .map((text) => `<p>${escaped(text)}</p>`)
      .join(""),
    identifier: { "@type": "PropertyValue", name: posting.verifier, value: posting.id },
    datePosted: posting.publishedAt,
    validThrough: `${posting.validThrough}T23:59:59+08:00`,
    hiringOrganization: { "@type": "Organization", name: posting.employer.name },
    jobLocation: {
      "@type": "Place",
      address: {
        "@type": "PostalAddress",
        addressCountry: "CN",
        ...(posting.city ? { addressRegion: names.division(posting.city) } : {}),
        ...(posting.county ? { addressLocality: names.division(posting.county) } : {}),
        ...(posting.placeText ? { streetAddress: posting.placeText } : {}),
      },
    },
    url: address,
    directApply: posting.applyBlock === null,
    ...(baseSalary ? { baseSalary } : {}),
    ...(posting.employmentType ? { employmentType: EMPLOYMENT[posting.employmentType] } : {}),
    ...(posting.headcount === null ? {} : { totalJobOpenings: posting.headcount }),
    ...(posting.requirements ? { qualifications: posting.requirements } : {}),
    ...(posting.education ? { educationRequirements: EDUCATION[posting.education] } : {}),
    ...(posting.experienceMinMonths === null
      ? {}
      : {
          experienceRequirements: {
            "@type": "OccupationalExperienceRequirements",
            monthsOfExperience: posting.experienceMinMonths,
          },
        }),
    ...(posting.benefits.length > 0
      ? { jobBenefits: posting.benefits.map((code) => BENEFIT[code] ?? code).join("、") }
      : {}),
  };
}

/**
 * Converts a fair to schema.org Event, because no type for job fairs exists. Returns null unless the fair is
 * published or live.
 */
export function fairEvent(fair: FairView, address: string): object | null {
  if (fair.phase !== "published" && fair.phase !== "live") return null;
  return {
    "@context": "https://schema.org",
    "@type": "Event",
    name: fair.title,
    startDate: fair.opensAt,
    endDate: fair.closesAt,
    eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    isAccessibleForFree: true,
    url: address,
    ...(fair.intro ? { description: fair.intro } : {}),
    organizer: fair.cities.map(({ federation }) => ({ "@type": "Organization", name: federation })),
    location: fair.venues.map((venue) => ({
      "@type": "Place",
      name: venue.name,
      address: {
        "@type": "PostalAddress",
        addressCountry: "CN",
        addressRegion: venue.cityName,
        streetAddress: venue.address,
      },
    })),
  };
}

/**
 * Serialises data for a script element. `<` is escaped, because `</script` in a text would end the element.
 */
export const embedded = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");
