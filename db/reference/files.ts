import { readFile } from "node:fs/promises";
import type { Selectable } from "kysely";
import type { DivisionTable, OccupationTable } from "../schema/places.ts";

const FILES = ["divisions.csv", "occupations.csv", "search-words.csv"] as const;

type Line = Record<string, string>;
/** Rows of the reference tables without their pinyin, which the loader adds. */
type DivisionRow = Omit<Selectable<DivisionTable>, "typed">;
type OccupationRow = Omit<Selectable<OccupationTable>, "typed">;
export type Reference = { divisions: DivisionRow[]; occupations: OccupationRow[] };

/** Returns the content of the files of this folder that fill the reference tables. */
export const readFiles = (): Promise<Buffer[]> =>
  Promise.all(FILES.map((name) => readFile(new URL(name, import.meta.url))));

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
        level: level as DivisionRow["level"],
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
