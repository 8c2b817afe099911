import { describe, expect, test } from "vitest";
import { readSources, type Source } from "../support/sources.ts";
import { type Comment, commentsOf, sentencesOf } from "./comments.ts";
import { OPENS_TRANSACTION, verbsOf, WITHOUT_AUDIT, WITHOUT_GUARD } from "./verbs.ts";

const sources = readSources("src", "db", "workers", "test");
const src = sources.filter(({ path }) => path.startsWith("src/"));
const COMMENT_WIDTH = 110;
const SENTENCE_WORDS_MAX = 25;

/** Returns `path:line` and the first words of each comment in these sources for which `bad` is true. */
const comments = (bad: (comment: Comment) => boolean): string[] =>
  sources.flatMap((source) =>
    commentsOf(source.text)
      .filter(bad)
      .map((comment) => `${source.path}:${comment.line} ${comment.text.slice(0, 60)}`),
  );

describe("comments", () => {
  test(`have at most ${COMMENT_WIDTH} characters a line`, () => {
    expect(comments(({ lines }) => lines.some((line) => line.length > COMMENT_WIDTH))).toEqual([]);
  });

  test(`have at most ${SENTENCE_WORDS_MAX} words a sentence`, () => {
    const long = ({ text }: Comment) => sentencesOf(text).some((words) => words > SENTENCE_WORDS_MAX);
    expect(comments(long)).toEqual([]);
  });

  test("cite the repository and public sources, never a private mark of one letter and a number", () => {
    expect(comments(({ text }) => /(?<![\w-])[SF]\d{1,2}(?![\w-])/.test(text))).toEqual([]);
  });

  test("twin: the rules find a wide line, a long sentence and a private mark", () => {
    const [wide, long] = commentsOf(`// ${"x".repeat(120)}\ncode();\n/** ${"word ".repeat(30)}. */\n`);
    expect(wide?.lines[0]?.length).toBeGreaterThan(COMMENT_WIDTH);
    expect(sentencesOf(long?.text ?? "")).toEqual([30]);
  });
});

/** Folders and files that may contain Chinese in patterns, because they parse Chinese text. */
const READERS = [
  "src/applications/reading/",
  "src/cities/reading/",
  "src/imports/reading/",
  "src/livestreams/audience/reading/",
  "src/livestreams/questions/reading/",
  "src/livestreams/spoken-claims/reading/",
  "src/postings/reading/",
  "src/search/words/",
  "src/talent/own/wording.ts",
];

const HAN = /\p{Script=Han}/u;
/**
 * Matches a string literal that contains Chinese and a full stop, ！ or ？: a sentence for people, not a
 * pattern.
 */
const SENTENCE = /(["'`])(?:(?!\1)[^\n])*\p{Script=Han}(?:(?!\1)[^\n])*[。！？](?:(?!\1)[^\n])*\1/u;

describe("words", () => {
  const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\\])\/\/[^\n]*/g, "");
  const chinese = src
    .filter(({ path }) => !path.startsWith("src/web/text/"))
    .map(({ path, text }) => ({ path, text: withoutComments(text) }))
    .filter(({ text }) => HAN.test(text));
  const readerOf = (path: string) => READERS.find((reader) => path.startsWith(reader));

  test("Chinese stands in the catalogue, and in patterns of readers", () => {
    expect(chinese.map(({ path }) => path).filter((path) => !readerOf(path))).toEqual([]);
    expect([...new Set(chinese.map(({ path }) => readerOf(path)))].sort()).toEqual(READERS);
  });

  test("readers hold no sentence for people", () => {
    expect(chinese.filter(({ text }) => SENTENCE.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("twin: the rule finds a sentence, and passes a pattern", () => {
    expect(SENTENCE.test('const HINT = "一行填一个岗位，请不要改动表头。";')).toBe(true);
    expect(SENTENCE.test("const END = /(合计|总计)[。；]$/;")).toBe(false);
  });
});

describe("verbs", () => {
  const capabilityFiles = src.filter(({ path }) => verbsOf.applies(path));
  const opening = capabilityFiles.filter(({ text }) => OPENS_TRANSACTION.test(text));
  const excepted = (list: Record<string, string>, found: Source[]) => ({
    unexpected: found.map(({ path }) => path).filter((path) => !(path in list)),
    stale: Object.keys(list).filter((path) => !found.some((source) => source.path === path)),
  });

  test("one file holds one writing verb", () => {
    const several = capabilityFiles.filter(({ text }) => verbsOf(text).length > 1);
    expect(several.map(({ path }) => path)).toEqual([]);
  });

  test("a verb that opens a transaction guards, or is on the list with its reason", () => {
    const unguarded = opening.filter(({ text }) => !verbsOf.guards(text));
    expect(excepted(WITHOUT_GUARD, unguarded)).toEqual({ unexpected: [], stale: [] });
  });

  test("a verb that opens a transaction audits, or is on the list with its reason", () => {
    const unaudited = opening.filter(({ text }) => !verbsOf.audits(text));
    expect(excepted(WITHOUT_AUDIT, unaudited)).toEqual({ unexpected: [], stale: [] });
  });

  test("twin: the rules find a file with two verbs, and one without guard and audit", () => {
    const verb = (name: string) =>
      `export async function ${name}(ctx) {\n  await inTransaction(ctx, async () => {});\n}\n`;
    expect(verbsOf(verb("one") + verb("two"))).toEqual(["one", "two"]);
    expect(verbsOf.guards(verb("one")) || verbsOf.audits(verb("one"))).toBe(false);
  });
});
