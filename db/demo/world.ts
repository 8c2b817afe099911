import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { BRANDS_FIRST, BRANDS_SECOND, CALLS, CERTIFICATES, SURNAMES } from "./names.ts";
import { AGREEMENTS, type DemoAgreement, OUTSIDE } from "./places.ts";
import { createRandom, type Random } from "./random.ts";

export type DemoPosting = {
  title: string;
  payText: string;
  headcount: number;
  requirements: string;
  duties: string;
  educationText: string;
  benefitsText: string;
  placeText: string;
  /** Number of days since publication. */
  ageDays: number;
  /** Number of days until the last valid day. */
  validDays: number;
};

export type DemoEnterprise = {
  name: string;
  homeCity: string;
  county: string;
  industry: string;
  address: string;
  /** True for an enterprise from outside the province, which its home city invited. */
  invited: boolean;
  contactName: string;
  contactPhone: string;
  postings: DemoPosting[];
};

export type DemoSeeker = {
  phone: string;
  callName: string;
  city: string;
  skillTitles: string[];
  places: string[];
  years: number;
  certificates: string[];
  veteran: boolean;
};

export type DemoWorld = { enterprises: DemoEnterprise[]; seekers: DemoSeeker[] };

type Sector = { name: string; industry: string; share: string; kinds: string };
type Trade = Record<
  | "sector"
  | "title"
  | "pay"
  | "headcount_min"
  | "headcount_max"
  | "requirements"
  | "duties"
  | "education"
  | "benefits"
  | "shift",
  string
>;

const table = <T>(name: string): T[] =>
  parse(readFileSync(new URL(name, import.meta.url)), { columns: true, bom: true });

/** Figures of the joint fair of 25 May 2024, on which the demo is modelled. */
export const ENTERPRISES = 152;
export const POSITIONS = 3854;
export const SEEKERS = 300;
const SECOND_ENTERPRISES = 10;
const INVITED_EVERY = 19;

/** Division names by code. */
export type Names = ReadonlyMap<string, string>;

/**
 * Builds the demo data: for the first agreement 152 enterprises with a headcount of 3,854 and 300 seekers,
 * for the second 10 enterprises.
 */
export function buildWorld(names: Names): DemoWorld {
  const [first, second] = AGREEMENTS;
  if (!first || !second) throw new Error("the demo has two agreements");
  const random = createRandom(20240525);
  const enterprises = buildEnterprises(random, first, ENTERPRISES, names);
  settleHeadcounts(enterprises, POSITIONS);
  const elsewhere = buildEnterprises(createRandom(20250301), second, SECOND_ENTERPRISES, names);
  return { enterprises: [...enterprises, ...elsewhere], seekers: buildSeekers(random, first) };
}

function buildEnterprises(
  random: Random,
  agreement: DemoAgreement,
  count: number,
  names: Names,
): DemoEnterprise[] {
  const sectors = table<Sector>("sectors.csv");
  const trades = table<Trade>("trades.csv");
  const deck = sectors.flatMap((sector) => Array.from({ length: Number(sector.share) }, () => sector));
  const brands = random.some(
    BRANDS_FIRST.flatMap((a) => BRANDS_SECOND.filter((b) => b !== a).map((b) => a + b)),
    count,
  );
  return brands.map((brand, i) => {
    const sector = deck[Math.floor((i * deck.length) / count)] ?? random.pick(deck);
    const city = agreement.cities[i % agreement.cities.length] ?? random.pick(agreement.cities);
    const county = random.pick(city.counties);
    const invited = count > SECOND_ENTERPRISES && i % INVITED_EVERY === INVITED_EVERY - 1;
    const outside = invited ? random.pick(OUTSIDE) : null;
    const address = outside
      ? outside.address
      : `${names.get(city.code)}${names.get(county)}${brand}路${random.between(1, 99)}号`;
    const own = trades.filter((trade) => trade.sector === sector.name);
    return {
      name: `${invited ? "" : city.short}${brand}${random.pick(sector.kinds.split("|"))}`,
      homeCity: city.code,
      county: outside?.division ?? county,
      industry: sector.industry,
      address,
      invited,
      contactName: `${random.pick(SURNAMES)}经理`,
      contactPhone: `04${random.between(10, 29)}-55${String(i).padStart(5, "0")}`,
      postings: random.some(own, random.between(2, 5)).map((trade) => buildPosting(random, trade, address)),
    };
  });
}

function buildPosting(random: Random, trade: Trade, address: string): DemoPosting {
  const shift = trade.shift ? `，${trade.shift}` : "";
  return {
    title: trade.title,
    payText: random.pick(trade.pay.split("|")),
    headcount: random.between(Number(trade.headcount_min), Number(trade.headcount_max)),
    requirements: trade.requirements,
    duties: trade.duties,
    educationText: trade.education,
    benefitsText: random.pick(trade.benefits.split("|")) + shift,
    placeText: address,
    ageDays: random.below(13),
    validDays: random.between(20, 80),
  };
}

/** Adjusts headcounts one by one until they add up to `total`. */
function settleHeadcounts(enterprises: DemoEnterprise[], total: number): void {
  const postings = enterprises.flatMap((enterprise) => enterprise.postings);
  let left = total - postings.reduce((sum, posting) => sum + posting.headcount, 0);
  for (let i = 0; left !== 0; i = (i + 7) % postings.length) {
    const posting = postings[i];
    if (!posting) throw new Error("no posting to settle");
    const step = left > 0 ? 1 : posting.headcount > 1 ? -1 : 0;
    posting.headcount += step;
    left -= step;
  }
}

function buildSeekers(random: Random, agreement: DemoAgreement): DemoSeeker[] {
  const titles = table<Trade>("trades.csv").map((trade) => trade.title);
  return Array.from({ length: SEEKERS }, (_, i) => {
    const city = agreement.cities[i % agreement.cities.length] ?? random.pick(agreement.cities);
    return {
      phone: i === 0 ? `13600${city.code}` : `1350000${String(i).padStart(4, "0")}`,
      callName: `${random.pick(SURNAMES)}${random.pick(CALLS)}`,
      city: city.code,
      skillTitles: i === 0 ? ["电焊工（二保焊）"] : random.some(titles, random.between(1, 3)),
      places: [city.code, random.pick(agreement.cities).code],
      years: random.between(0, 25),
      certificates: i === 0 ? ["焊工证"] : random.some(CERTIFICATES, random.below(3)),
      veteran: i === 0 || random.chance(0.18),
    };
  });
}
