import { parseFiles, type Reference, readFiles } from "../../db/reference/files.ts";

const reference = await parseFiles(await readFiles());

/** Returns the table of divisions that the program ships. */
export const readDivisions = (): Reference["divisions"] => reference.divisions;

/** Returns the table of occupations that the program ships. */
export const readOccupations = (): Reference["occupations"] => reference.occupations;
