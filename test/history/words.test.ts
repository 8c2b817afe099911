import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { HIDDEN } from "../../src/history/index.ts";
import { ACT } from "../../src/web/text/union/history.ts";

const FOLDERS = ["postings", "enterprises", "fairs", "applications"];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(`src/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("capability.ts"))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`src/${folder}/${name}`, "utf8") })),
);
const textOf = (folder: RegExp) =>
  files
    .filter(({ path }) => folder.test(path))
    .map(({ text }) => text)
    .join("\n");

/** Verbs whose name a variable completes, with every value of it. */
const COMPLETED: Record<string, readonly string[]> = {
  "posting.complaint.${outcome}": ["posting.complaint.upheld", "posting.complaint.unfounded"],
  "posting.objection.${outcome}": ["posting.objection.upheld", "posting.objection.returned"],
  "enterprise.${decision}": ["enterprise.suspend", "enterprise.reinstate"],
};

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Verbs that the source writes into the audit under a record whose history somebody reads. */
function verbs(): string[] {
  const named = matches(textOf(/./), /"((?:posting|enterprise|fair|fairRegistration)\.\w+)"/g);
  const completed = matches(textOf(/./), /`((?:posting|enterprise)\.[\w.]*\$\{\w+\})`/g);
  const fair = [
    ...matches(textOf(/fairs\/fair\//), /action: "(\w+)"/g),
    ...matches(textOf(/fairs\/fair\/schema/), /action: z\.literal\("(\w+)"\)/g),
    ...matches(
      textOf(/fairs\/(tickets\/set-entry-slots|reports\/freeze)/),
      /recordFair\([^)]*action: "(\w+)"/g,
    ),
  ].map((verb) => `fair.${verb}`);
  const placing = textOf(/fairs\/(registrations|placement)\//);
  const registration = [
    ...matches(placing, /\bact: "(\w+)"/g),
    ...matches(placing, /\baction: "(\w+)"/g),
    ...matches(placing, /^\s+(\w+): \["[\w", ]+\],$/gm),
  ].map((verb) => `fairRegistration.${verb}`);
  const application = matches(textOf(/applications\//), /\bkind: "(\w+)", by:/g);
  return [
    ...named,
    ...completed.flatMap((verb) => COMPLETED[verb] ?? [verb]),
    ...fair,
    ...registration,
    ...application.map((verb) => `application.${verb}`),
  ];
}

/** Feed actions that are no acts: a suspension's effect on postings, and the words of a command. */
const NO_ACTS: ReadonlySet<string> = new Set(["posting.hide", "posting.show", ...HIDDEN]);

describe("words of the histories", () => {
  test("every verb in the source has words", () => {
    const all = [...new Set(verbs())].filter((verb) => !NO_ACTS.has(verb));
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((verb) => !(verb in ACT))).toEqual([]);
  });

  test("the words differ, and are short", () => {
    const said = Object.values(ACT);
    expect(said.filter((text) => text.length > 20)).toEqual([]);
    expect(said.filter((text) => text.trim() === "")).toEqual([]);
  });

  test("what no history shows has no words", () => {
    expect(HIDDEN.filter((verb) => verb in ACT)).toEqual([]);
  });
});
