import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Division } from "../../src/cities/reading/place-index.ts";

function rows(file: string): Record<string, string>[] {
  return parse(readFileSync(new URL(`../../db/reference/${file}`, import.meta.url), "utf8"), {
    columns: true,
  });
}

const split = (cell: string | undefined): string[] => (cell ? cell.split("|") : []);
const degrees = (cell: string | undefined): number | null => (cell ? Number(cell) : null);

/** Reads the table of divisions that the program ships. */
export function readDivisions(): Division[] {
  return rows("divisions.csv").map((row) => ({
    code: row.code ?? "",
    name: row.name ?? "",
    shortName: row.short_name ?? "",
    level: row.level as Division["level"],
    parent: row.parent || null,
    lon: degrees(row.lon),
    lat: degrees(row.lat),
    aliases: split(row.aliases),
  }));
}

export type OccupationRecord = {
  id: string;
  code: string | null;
  name: string;
  major: number;
  isco08: string | null;
  aliases: string[];
  dutyPhrase: string;
};

/** Reads the table of occupations that the program ships. */
export function readOccupations(): OccupationRecord[] {
  return rows("occupations.csv").map((row) => ({
    id: row.id ?? "",
    code: row.code || null,
    name: row.name ?? "",
    major: Number(row.major),
    isco08: row.isco08 || null,
    aliases: split(row.aliases),
    dutyPhrase: row.duty_phrase ?? "",
  }));
}
