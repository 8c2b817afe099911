import type { FairView } from "../../fairs/index.ts";
import type { PostingView } from "../../postings/index.ts";
import type { CodeNames } from "../components/posting.tsx";
import { BENEFIT, EDUCATION, FACT } from "../text/common.ts";
import { hasPay, paySource } from "../text/format.ts";
import { POSTING } from "../text/public/pages.ts";

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

/** Returns the code of a division's province: the first two digits, filled with zeros. */
const provinceOf = (division: string) => `${division.slice(0, 2)}0000`;

/** Returns country, province and city as parts of an address. Empty if the city is unknown. */
const regionAndCity = (city: string | null, names: CodeNames): object =>
  city
    ? {
        addressCountry: "CN",
        addressRegion: names.division(provinceOf(city)),
        addressLocality: names.division(city),
      }
    : {};

/** Returns the county and the source's place text, which often starts with it. */
function streetAddress({ county, placeText }: PostingView, names: CodeNames): object {
  const name = names.division(county);
  const text = placeText && name && !placeText.includes(name) ? `${name} ${placeText}` : (placeText ?? name);
  return text ? { streetAddress: text } : {};
}

/** Returns the working hours: the source's text, else what was read about shift and rest days. */
function workHours({ facts }: PostingView): string | null {
  if (typeof facts.workTimeText === "string" && facts.workTimeText) return facts.workTimeText;
  const read = ["shift", "restDays"].flatMap((key) => FACT[key]?.values?.[String(facts[key])] ?? []);
  return read.join("、") || null;
}

/** Returns the paragraphs of the description. Pay is one of them if `baseSalary` does not say all of it. */
function described({ title, duties, requirements, pay }: PostingView): string[] {
  const payText = hasPay(pay) ? paySource(pay) : pay.text;
  const texts = [duties, requirements, payText ? POSTING.payStated(payText) : null];
  const said = texts.filter((text) => text !== null);
  return said.length > 0 ? said : [title];
}

/**
 * Converts a posting to schema.org JobPosting, without unknown properties. The posting must be live: the page
 * of any other responds with 410. `validThrough` is the end of the day at UTC+8. `direct`: people can apply
 * at this address.
 */
export function jobPosting(
  posting: PostingView,
  names: CodeNames,
  { address, direct }: { address: string; direct: boolean },
): object {
  const baseSalary = salary(posting);
  const occupation = names.occupation(posting.occupation);
  const hours = workHours(posting);
  return {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    title: posting.title,
    description: described(posting)
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
        ...regionAndCity(posting.city, names),
        ...streetAddress(posting, names),
      },
    },
    url: address,
    directApply: direct && posting.applyBlock === null,
    ...(baseSalary ? { baseSalary } : {}),
    ...(occupation ? { occupationalCategory: occupation } : {}),
    ...(hours ? { workHours: hours } : {}),
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
export function fairEvent(fair: FairView, names: CodeNames, address: string): object | null {
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
        ...regionAndCity(venue.city, names),
        streetAddress: venue.address,
      },
    })),
  };
}

/**
 * Serialises data for a script element. `<` is escaped, because `</script` in a text would end the element.
 */
export const embedded = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");
