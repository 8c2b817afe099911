import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findWording, severityOf } from "../../../src/postings/index.ts";

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
});
