/** One instruction of a Dockerfile. Paths of COPY are as written. */
export type Step =
  | { kind: "workdir"; path: string }
  | { kind: "copy"; from: string | null; sources: string[]; to: string }
  | { kind: "run"; command: string }
  | { kind: "env"; name: string; value: string }
  | { kind: "user"; name: string }
  | { kind: "cmd"; args: string[] };
export type Stage = { base: string; name: string | null; steps: Step[] };

function stepOf(word: string, rest: string): Step | null {
  switch (word) {
    case "WORKDIR":
      return { kind: "workdir", path: rest };
    case "COPY": {
      const from = /^--from=(\S+) /.exec(rest);
      const paths = rest.slice(from?.[0].length ?? 0).split(/\s+/);
      if (paths.some((path) => path.startsWith("--"))) throw new Error(`COPY ${rest}: unknown option`);
      return { kind: "copy", from: from?.[1] ?? null, sources: paths.slice(0, -1), to: paths.at(-1) ?? "" };
    }
    case "RUN":
      return { kind: "run", command: rest };
    case "ENV": {
      const [name = "", value = ""] = rest.split("=");
      return { kind: "env", name, value };
    }
    case "USER":
      return { kind: "user", name: rest };
    case "CMD":
      return { kind: "cmd", args: JSON.parse(rest) as string[] };
    case "EXPOSE":
      return null;
    default:
      throw new Error(`unknown instruction: ${word} ${rest}`);
  }
}

/** Reads a Dockerfile. Throws for an instruction or an option that `image.ts` would not follow. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text.replaceAll(/\\\n\s*/g, " ").split("\n");
  for (const line of lines.map((one) => one.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const [, word = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (word === "FROM") {
      const [, base = "", name = null] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ base, name, steps: [] });
      continue;
    }
    const step = stepOf(word, rest);
    if (step) stages.at(-1)?.steps.push(step);
  }
  return stages;
}
