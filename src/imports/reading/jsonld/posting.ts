import { htmlToText } from "./html.ts";
import { payText } from "./pay.ts";
import { asList, isObject, type Json, type JsonObject, textOf } from "./values.ts";

/** Column names of the rows that are made from JobPostings: paths of schema.org properties. */
export const JSON_COLUMNS = [
  "identifier.value",
  "title",
  "hiringOrganization.name",
  "hiringOrganization.identifier",
  "industry",
  "occupationalCategory",
  "totalJobOpenings",
  "employmentType",
  "educationRequirements",
  "experienceRequirements",
  "qualifications",
  "skills",
  "responsibilities",
  "description",
  "baseSalary",
  "jobBenefits",
  "jobLocation.address",
  "workHours",
  "applicationContact.name",
  "applicationContact.telephone",
  "applicationContact.email",
  "datePosted",
  "validThrough",
  "url",
  "keywords",
  "otherProperties",
] as const;

/** Columns that hold no markup: identifiers, and the rest as JSON. */
const VERBATIM: ReadonlySet<string> = new Set([
  "identifier.value",
  "hiringOrganization.identifier",
  "otherProperties",
] satisfies (typeof JSON_COLUMNS)[number][]);

const EMPLOYMENT: Record<string, string> = {
  FULL_TIME: "全职",
  PART_TIME: "兼职",
  CONTRACTOR: "劳务派遣",
  TEMPORARY: "临时",
  INTERN: "实习",
  PER_DIEM: "日结",
};
const CREDENTIAL: Record<string, string> = {
  "high school": "高中",
  "associate degree": "大专",
  "bachelor degree": "本科",
  "postgraduate degree": "硕士",
  "professional certificate": "职业资格证书",
};

/**
 * Returns the JobPostings in a JSON value: the value itself, or elements of an array, an @graph or an
 * ItemList. Resolves references by @id.
 */
export function postingsIn(value: Json): JsonObject[] {
  const nodes = new Map<string, JsonObject>();
  index(value, nodes);
  return collect(value).map((posting) => resolveReferences(posting, nodes));
}

function collect(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(collect);
  if (!isObject(value)) return [];
  if (value["@graph"] !== undefined) return collect(value["@graph"]);
  if (value.itemListElement !== undefined) {
    return asList(value.itemListElement).flatMap((e) =>
      collect(isObject(e) && e.item !== undefined ? e.item : e),
    );
  }
  const types = asList(value["@type"]).map((t) => String(t).replace(/^.*[/:#]/, ""));
  return types.length === 0 || types.includes("JobPosting") ? [value] : [];
}

function index(value: Json, nodes: Map<string, JsonObject>): void {
  if (Array.isArray(value)) for (const element of value) index(element, nodes);
  else if (isObject(value)) {
    const id = value["@id"];
    if (typeof id === "string" && Object.keys(value).length > 1) nodes.set(id, value);
    if (value["@graph"] !== undefined) index(value["@graph"], nodes);
  }
}

function resolveReferences(posting: JsonObject, nodes: Map<string, JsonObject>): JsonObject {
  const resolved: JsonObject = { ...posting };
  for (const [key, value] of Object.entries(posting)) {
    if (!isObject(value) || Object.keys(value).length > 1 || typeof value["@id"] !== "string") continue;
    const node = nodes.get(value["@id"]);
    if (node) resolved[key] = node;
  }
  return resolved;
}

/**
 * Returns the cells of a JobPosting in the order of JSON_COLUMNS. The last cell has the remaining properties
 * as JSON.
 */
export function postingCells(posting: JsonObject): string[] {
  const employer = posting.hiringOrganization;
  const contact = asList(posting.applicationContact)[0];
  const text = (key: string) => textOf(posting[key]);
  const cells: Record<(typeof JSON_COLUMNS)[number], string> = {
    "identifier.value": textOf(asList(posting.identifier)[0]),
    title: text("title") || text("name"),
    "hiringOrganization.name": isObject(employer)
      ? textOf(employer.name ?? employer.legalName)
      : textOf(employer),
    "hiringOrganization.identifier": isObject(employer) ? textOf(employer.taxID ?? employer.identifier) : "",
    industry: text("industry"),
    occupationalCategory: text("occupationalCategory"),
    totalJobOpenings: text("totalJobOpenings"),
    employmentType: listed(posting.employmentType, EMPLOYMENT),
    educationRequirements: listed(posting.educationRequirements, CREDENTIAL),
    experienceRequirements: experienceText(posting.experienceRequirements),
    qualifications: text("qualifications"),
    skills: text("skills"),
    responsibilities: text("responsibilities"),
    description: text("description"),
    baseSalary: payText(posting.baseSalary ?? posting.estimatedSalary, textOf(posting.salaryCurrency)),
    jobBenefits: text("jobBenefits"),
    "jobLocation.address": asList(posting.jobLocation).map(placeText).filter(Boolean).join("；"),
    workHours: text("workHours"),
    "applicationContact.name": isObject(contact) ? textOf(contact.name) : "",
    "applicationContact.telephone": isObject(contact) ? textOf(contact.telephone) : "",
    "applicationContact.email": isObject(contact) ? textOf(contact.email) : "",
    datePosted: text("datePosted"),
    validThrough: text("validThrough"),
    url: text("url"),
    keywords: text("keywords"),
    otherProperties: otherProperties(posting),
  };
  return JSON_COLUMNS.map((column) => (VERBATIM.has(column) ? cells[column] : htmlToText(cells[column])));
}

function listed(value: Json | undefined, words: Record<string, string>): string {
  const texts = asList(value).map((item) => {
    const raw = textOf(isObject(item) ? (item.credentialCategory ?? item.name) : item).trim();
    return words[raw] ?? words[raw.toLowerCase()] ?? raw;
  });
  return texts.filter((t) => t !== "").join("、");
}

function experienceText(value: Json | undefined): string {
  const months = isObject(value) ? Number(value.monthsOfExperience) : Number.NaN;
  if (!Number.isFinite(months)) return textOf(value);
  if (months <= 0) return "不限";
  return months % 12 === 0 ? `${months / 12}年以上` : `${months}个月以上`;
}

/** Joins province, city and street without repetitions: `辽宁省阜新市细河区示例路8号`. */
function placeText(value: Json): string {
  if (!isObject(value)) return textOf(value);
  const address = value.address ?? value.name ?? value;
  if (!isObject(address)) return textOf(address);
  const parts = [address.addressRegion, address.addressLocality, address.streetAddress].map((p) =>
    textOf(p).trim(),
  );
  const joined = parts.reduce(
    (whole, part) => (part.startsWith(whole) ? part : whole.endsWith(part) ? whole : whole + part),
    "",
  );
  return joined || textOf(address.name) || textOf(value.name);
}

function otherProperties(posting: JsonObject): string {
  const taken = new Set(JSON_COLUMNS.map((column) => column.split(".")[0] ?? ""));
  const rest = Object.entries(posting).filter(
    ([key]) => !taken.has(key) && !key.startsWith("@") && key !== "name",
  );
  return rest.length === 0 ? "" : JSON.stringify(Object.fromEntries(rest));
}
