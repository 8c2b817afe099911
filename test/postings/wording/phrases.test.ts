import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findWording, severityOf } from "../../../src/postings/index.ts";
import { fold } from "../../../src/postings/reading/wording/fold.ts";
import { RULES } from "../../../src/postings/reading/wording/rules/index.ts";

/** Phrases with the kind of wording that each holds; the kind is empty for a harmless one. */
const PHRASES = readFileSync(new URL("phrases.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => ({ code: line.slice(0, line.indexOf(",")), text: line.slice(line.indexOf(",") + 1) }));
const codesIn = (text: string) => findWording(text).map(({ rule }) => rule.code as string);
const severeIn = (text: string) => findWording(text).filter(({ rule }) => severityOf(rule.code) !== "INFO");

describe("the wording of postings", () => {
  const harmful = PHRASES.filter(({ code }) => code !== "");
  const harmless = PHRASES.filter(({ code }) => code === "");

  test("there are at least 300 phrases, half of them harmless", () => {
    expect(PHRASES.length).toBeGreaterThanOrEqual(300);
    expect(harmless.length * 2).toBeGreaterThanOrEqual(PHRASES.length);
    expect(new Set(PHRASES.map(({ text }) => text)).size).toBe(PHRASES.length);
  });

  test("each harmful phrase is found, under its own kind", () => {
    expect(harmful.filter(({ code, text }) => !codesIn(text).includes(code))).toEqual([]);
  });

  test("no harmless phrase is found", () => {
    expect(
      harmless.flatMap(({ text }) => {
        const found = severeIn(text).map((one) => `${one.rule.id}: ${one.text}`);
        return found.length > 0 ? [[text, ...found]] : [];
      }),
    ).toEqual([]);
  });

  test("a rule names a character of all that it finds", () => {
    const unnamed = PHRASES.flatMap(({ text }) =>
      RULES.flatMap(({ id, find, needs, reading }) =>
        [...fold(text, reading ? "," : "").text.matchAll(find)]
          .filter(([words]) => ![...needs].some((one) => words.includes(one)))
          .map(([words]) => [id, words]),
      ),
    );
    expect(unnamed).toEqual([]);
  });

  test.each(["限男", "属鸡", "男 女 ", "十五", "只招收", "人员不要", "😀男", "阜新市户口", "工资从押金扣"])(
    "a text of 10,000 characters of %s is read",
    (words) => {
      expect(findWording(words.repeat(10_000 / words.length)).length).toBeLessThanOrEqual(100);
    },
  );
});
