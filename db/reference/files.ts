import { readFile } from "node:fs/promises";

const FILES = ["divisions.csv", "occupations.csv", "search-words.csv"] as const;

export type DivisionLine = {
  code: string;
  name: string;
  shortName: string;
  level: "province" | "city" | "county";
  parent: string | null;
  lon: number | null;
  lat: number | null;
  aliases: string[];
};

export type OccupationLine = {
  id: string;
  code: string | null;
  name: string;
  major: number;
  isco08: string | null;
  aliases: string[];
  dutyPhrase: string;
  searchWords: string[];
};

export type Reference = { divisions: DivisionLine[]; occupations: OccupationLine[] };

/** Returns the content of the files of this folder that fill the reference tables. */
export const readFiles = (): Promise<Buffer[]> =>
  Promise.all(FILES.map((name) => readFile(new URL(name, import.meta.url))));

type Line = Record<string, string>;
const listOf = (text = ""): string[] => text.split("|").filter((one) => one !== "");
const numberOf = (text = ""): number | null => (text === "" ? null : Number(text));

/** Parses the files. A search word belongs to each occupation that its line names. */
export async function parseFiles(files: readonly Buffer[]): Promise<Reference> {
  const { parse } = await import("csv-parse/sync");
  const [divisions = [], occupations = [], searchWords = []] = files.map(
    (file) => parse(file, { columns: true, bom: true }) as Line[],
  );
  const words = new Map<string, string[]>();
  for (const { word = "", occupations: ids } of searchWords)
    for (const id of listOf(ids)) words.set(id, [...(words.get(id) ?? []), word]);
  return {
    divisions: divisions.map(
      ({ code = "", name = "", short_name = "", level, parent, lon, lat, aliases }) => ({
        code,
        name,
        shortName: short_name,
        level: level as DivisionLine["level"],
        parent: parent || null,
        lon: numberOf(lon),
        lat: numberOf(lat),
        aliases: listOf(aliases),
      }),
    ),
    occupations: occupations.map(
      ({ id = "", code, name = "", major, isco08, aliases, duty_phrase = "" }) => ({
        id,
        code: code || null,
        name,
        major: Number(major),
        isco08: isco08 || null,
        aliases: listOf(aliases),
        dutyPhrase: duty_phrase,
        searchWords: (words.get(id) ?? []).sort(),
      }),
    ),
  };
}
