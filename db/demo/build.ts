import { setImmediate } from "node:timers/promises";
import { buildPlaceIndex } from "../../src/cities/index.ts";
import {
  buildOccupationIndex,
  buildPostingRow,
  guessOccupation,
  type PostingRow,
  placeReader,
  type Readers,
} from "../../src/postings/index.ts";
import { ahead } from "../ahead.ts";
import { parseFiles, readFiles } from "../reference/files.ts";
import { AGREEMENTS } from "./places.ts";
import { buildWorld, type DemoEnterprise, type DemoPosting, type DemoSeeker } from "./world.ts";

/**
 * Number of submitted postings per city, so that officers have postings to review. Their headcount is not
 * part of the 3,854.
 */
const WAITING_PER_CITY = 3;
/** Number of enterprises between two turns of the event loop, so that the database can start meanwhile. */
const AT_ONCE = 10;

export type BuiltPosting = {
  status: "published" | "submitted";
  ageDays: number;
  validDays: number;
  /** All columns that are read from texts. `validThrough` is set later, by the database's clock. */
  row: PostingRow;
};
export type BuiltEnterprise = Omit<DemoEnterprise, "postings"> & { postings: BuiltPosting[] };
export type BuiltSeeker = DemoSeeker & { skills: string[] };
export type Demo = { enterprises: BuiltEnterprise[]; seekers: BuiltSeeker[] };

type Reading = Omit<Readers, "resolve"> & { cities: string[] };

const build =
  (readers: Readers, status: BuiltPosting["status"]) =>
  (posting: DemoPosting): BuiltPosting => {
    const row = buildPostingRow({ ...posting, validThrough: "9999-12-31" }, readers);
    return { status, ageDays: posting.ageDays, validDays: posting.validDays, row };
  };

/** Builds the postings. The first enterprises of every city have one more, which waits for review. */
async function buildEnterprises(enterprises: DemoEnterprise[], reading: Reading): Promise<BuiltEnterprise[]> {
  const waiting = new Map<string, number>();
  const built: BuiltEnterprise[] = [];
  for (const [i, enterprise] of enterprises.entries()) {
    if (i % AT_ONCE === 0) await setImmediate();
    const { homeCity, postings } = enterprise;
    const resolve = placeReader(reading.places, { cityCode: homeCity, cities: reading.cities });
    const readers = { ...reading, resolve };
    const n = waiting.get(homeCity) ?? 0;
    waiting.set(homeCity, n + 1);
    const more = postings
      .slice(0, n < WAITING_PER_CITY ? 1 : 0)
      .map((posting) => ({ ...posting, title: `${posting.title}（夜班）`, headcount: 2 + n }));
    built.push({
      ...enterprise,
      postings: [...postings.map(build(readers, "published")), ...more.map(build(readers, "submitted"))],
    });
  }
  return built;
}

/** Builds all demo data from the files, without the database. */
async function buildDemo(): Promise<Demo> {
  const { divisions, occupations } = await parseFiles(await readFiles());
  const { enterprises, seekers } = buildWorld(new Map(divisions.map(({ code, name }) => [code, name])));
  const readers = {
    places: buildPlaceIndex(divisions),
    occupations: buildOccupationIndex(occupations),
    cities: AGREEMENTS[0]?.cities.map(({ code }) => code) ?? [],
  };
  const skillsOf = ({ skillTitles }: DemoSeeker) => {
    const skills = skillTitles.flatMap((title) => guessOccupation(title, readers.occupations) ?? []);
    return [...new Set(skills.length > 0 ? skills : ["general-worker"])];
  };
  return {
    enterprises: await buildEnterprises(enterprises, readers),
    seekers: seekers.map((seeker) => ({ ...seeker, skills: skillsOf(seeker) })),
  };
}

export const demoAhead = ahead(buildDemo);
