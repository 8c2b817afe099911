import { execFileSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ROOT } from "../support/sources.ts";
import { type Box, makeRoot, outcomeOf, startInBox } from "./box.ts";
import { readDockerfile, type Stage, type Step } from "./dockerfile.ts";

export type Image = Pick<Box, "root" | "workdir" | "user" | "env"> & {
  command: string[];
  /** Bytes that the steps added to the base. */
  size: number;
};

const IGNORED = new Set(
  readFileSync(join(ROOT, ".dockerignore"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean),
);

function sizeOf(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** Copies as COPY does: the content of a folder, or a file into a folder or under another name. */
function copy(from: string, to: string, intoFolder: boolean): void {
  const isFolder = statSync(from).isDirectory();
  const target = isFolder || !intoFolder ? to : join(to, basename(from));
  cpSync(from, target, { recursive: true, verbatimSymlinks: true });
}

type Made = Map<string, Image>;

/** Variables of this machine by which npm reaches its registry. */
const NETWORK = /^(https?_proxy|no_proxy|npm_config_registry)$/i;

/** Returns a box for a RUN step. It shares this machine's npm cache, so that little is fetched. */
function workshop(image: Image): Box {
  const cache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
  mkdirSync(cache, { recursive: true });
  mkdirSync(join(image.root, "root/.npm"), { recursive: true });
  const network = Object.entries(process.env).filter(
    (entry): entry is [string, string] => NETWORK.test(entry[0]) && entry[1] !== undefined,
  );
  const env = { ...Object.fromEntries(network), npm_config_prefer_offline: "true", ...image.env };
  return { ...image, env, mounts: [{ from: cache, to: "/root/.npm" }] };
}

async function follow(image: Image, step: Step, made: Made): Promise<void> {
  const inside = (path: string) => join(image.root, resolve(image.workdir, path));
  switch (step.kind) {
    case "workdir":
      image.workdir = step.path;
      mkdirSync(inside("."), { recursive: true });
      return;
    case "env":
      image.env[step.name] = step.value;
      return;
    case "user":
      image.user = step.name;
      return;
    case "cmd":
      image.command = step.args;
      return;
    case "copy": {
      const stage = step.from === null ? null : made.get(step.from);
      if (stage === undefined) throw new Error(`COPY --from=${step.from}: no such stage`);
      for (const source of step.sources) {
        if (!stage && IGNORED.has(source.split("/")[0] ?? "")) throw new Error(`${source} is ignored`);
        const from = join(stage?.root ?? ROOT, source);
        copy(from, inside(step.to), step.to.endsWith("/") || step.sources.length > 1);
      }
      return;
    }
    case "run": {
      const ran = await outcomeOf(startInBox(workshop(image), ["sh", "-c", step.command]));
      if (ran.code !== 0) throw new Error(`RUN ${step.command} ended with ${ran.code}:\n${ran.output}`);
    }
  }
}

/** Makes a stage. One that begins with another stage goes on in its folder. */
async function makeStage({ base: name, steps }: Stage, root: string, made: Made): Promise<Image> {
  const before = made.get(name);
  if (!before) makeRoot(root);
  const image: Image = before
    ? { ...before, env: { ...before.env } }
    : { root, workdir: "/", user: "root", env: {}, command: [], size: 0 };
  const base = sizeOf(image.root) - image.size;
  for (const step of steps) await follow(image, step, made);
  return { ...image, size: sizeOf(image.root) - base };
}

/** Returns the stages that the last one needs, in their order. A build makes no other. */
function neededOf(stages: readonly Stage[]): Stage[] {
  const names = new Set<string>();
  const needed = stages.toReversed().filter((stage, at) => {
    if (at > 0 && !names.has(stage.name ?? "")) return false;
    names.add(stage.base);
    for (const step of stage.steps) if (step.kind === "copy" && step.from) names.add(step.from);
    return true;
  });
  return needed.toReversed();
}

/**
 * Follows the Dockerfile's steps in an empty folder, without a container engine. This machine's Node and
 * system stand in for the base image. Returns the last stage.
 */
export async function makeImage(folder: string): Promise<Image> {
  const made: Made = new Map();
  let last: Image | undefined;
  const stages = readDockerfile(readFileSync(join(ROOT, "Dockerfile"), "utf8"));
  for (const [at, stage] of neededOf(stages).entries()) {
    last = await makeStage(stage, join(folder, `stage-${at}`), made);
    if (stage.name) made.set(stage.name, last);
  }
  if (!last) throw new Error("the Dockerfile has no stage");
  return last;
}

/** Returns the names of the packages in the image, with their scopes. */
export function packagesOf({ root, workdir }: Image): string[] {
  const modules = join(root, workdir, "node_modules");
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : [name],
  );
}
