import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/**
 * Creates a folder with the folders above it, unless it is there. Throws the error of the file system. Node's
 * own recursive mkdir never ends in a place such as /proc, where nothing can be created.
 */
export function makeFolder(path: string, mode?: number): void {
  const make = () => {
    try {
      mkdirSync(path, mode);
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || !statSync(path).isDirectory()) throw error;
    }
  };
  try {
    make();
  } catch (error) {
    const above = dirname(path);
    if (codeOf(error) !== "ENOENT" || above === path) throw error;
    makeFolder(above, mode);
    make();
  }
}
