import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export type Source = {
  /** Path from the project's root. */
  path: string;
  text: string;
  /** Imports: own files as paths from the root, packages by name. Type-only imports are marked. */
  imports: { from: string; typeOnly: boolean; own: boolean }[];
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;

function importsOf(path: string, text: string): Source["imports"] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? "";
    const own = specifier.startsWith(".");
    return {
      from: own ? relative(ROOT, resolve(ROOT, dirname(path), specifier)) : specifier,
      typeOnly: Boolean(match[1]),
      own,
    };
  });
}

/** Reads every TypeScript file below the folders, with its imports. */
export function readSources(...folders: string[]): Source[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => /\.tsx?$/.test(path))
    .map((absolute) => {
      const path = relative(ROOT, absolute);
      const text = readFileSync(absolute, "utf8");
      return { path, text, imports: importsOf(path, text) };
    });
}

/** Returns every file that `entry` loads at run time, through imports of the project's own files. */
export function reachable(entry: string, sources: Source[]): Source[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const visit = (path: string) => {
    const source = byPath.get(path);
    if (!source || seen.has(path)) return;
    seen.add(path);
    for (const i of source.imports) if (i.own && !i.typeOnly) visit(i.from);
  };
  visit(entry);
  return sources.filter((source) => seen.has(source.path));
}

/** Returns the cycles of a directed graph, each as the list of its nodes. */
export function cycles(edges: Map<string, Set<string>>): string[][] {
  const found: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (node: string) => {
    state.set(node, "open");
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      if (state.get(next) === "open") found.push([...path.slice(path.indexOf(next)), next]);
      else if (!state.has(next)) visit(next);
    }
    path.pop();
    state.set(node, "done");
  };
  for (const node of edges.keys()) if (!state.has(node)) visit(node);
  return found;
}
