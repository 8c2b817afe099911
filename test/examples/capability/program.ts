import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/sources.ts";
import { EDITS, type Edit } from "./edits.ts";

const FILES = join(ROOT, "test/examples/capability/files");
const COPIED = ["src", "db", "workers", "package.json", "tsconfig.json"];

/**
 * Returns the text with `insert` below the first line that contains `after`. Throws if there is no such line.
 */
function insertBehind(text: string, { file, after, insert }: Edit): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.includes(after));
  if (at === -1) throw new Error(`${file} has no line with ${after}`);
  return [...lines.slice(0, at + 1), insert, ...lines.slice(at + 1)].join("\n");
}

/**
 * Writes a copy of the program with the example capability into `folder`. Skips the edits of the files in
 * `left`. `also` lists further folders to copy.
 */
export function writeProgram(folder: string, { also = [] as string[], left = [] as string[] } = {}): void {
  for (const name of [...COPIED, ...also]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  cpSync(FILES, folder, { recursive: true });
  const copied = (file: string) => [...COPIED, ...also].some((name) => file.startsWith(`${name}/`));
  for (const edit of EDITS.filter(({ file }) => copied(file) && !left.includes(file))) {
    const path = join(folder, edit.file);
    writeFileSync(path, insertBehind(readFileSync(path, "utf8"), edit));
  }
}
