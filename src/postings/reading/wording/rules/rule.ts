/**
 * Severity of a wording. BLOCK: a law forbids it, and only a written reason publishes it. WARN: an officer
 * looks at the posting by itself. INFO: a remark.
 */
export type Severity = "BLOCK" | "WARN" | "INFO";

/** Severity of each kind of wording; the kind is the code of its flag. */
export const SEVERITY = {
  SEX_WORDING: "BLOCK",
  BIRTH_WORDING: "BLOCK",
  ETHNIC_WORDING: "BLOCK",
  HEALTH_WORDING: "BLOCK",
  FEES_WORDING: "BLOCK",
  LOAN_WORDING: "BLOCK",
  MINOR_WORDING: "BLOCK",
  FRAUD_WORDING: "BLOCK",
  PAPERS_WORDING: "BLOCK",
  RESIDENCE_WORDING: "WARN",
  AGE_WORDING: "WARN",
  LOOKS_WORDING: "WARN",
  RECORD_WORDING: "WARN",
  SCHOOL_WORDING: "WARN",
  TERMS_WORDING: "WARN",
  /** A limit that a law asks for in the posting's occupation. */
  LAWFUL_WORDING: "WARN",
  SCHOOL_REMARK: "INFO",
  BAIT_REMARK: "INFO",
} as const satisfies Readonly<Record<string, Severity>>;

export type WordingCode = keyof typeof SEVERITY;

export type Rule = {
  /** Name of the rule, for tests and reports. */
  id: string;
  code: WordingCode;
  /** The wording holds at least one of these characters. Other texts are not searched. */
  needs: string;
  /** Finds the wording in a folded text. */
  find: RegExp;
  /** How blanks are folded: away, as in 男 性 优 先, or to an end of an item, as in 保洁 女 55岁. */
  reading?: "blanks-end";
  /** The wording is harmless if its sentence before it ends so. */
  unlessAfter?: RegExp;
  /** The wording is harmless if the text after it begins so. */
  unlessBefore?: RegExp;
  /** The wording is harmless if its clause holds these words. */
  unlessBeside?: RegExp;
  /** Occupations for which a law asks for what the wording says; `LAWFUL_WORDING` for them. */
  lawfulFor?: readonly string[];
  /** The words that may stand instead; empty if the wording is to be left out. */
  rewrite: string;
};

/** Returns a pattern that matches any of the lines of a template. */
export const either = (lines: TemplateStringsArray, ...words: string[]): RegExp =>
  new RegExp(
    String.raw(lines, ...words)
      .trim()
      .split(/\s*\n\s*/)
      .join("|"),
    "g",
  );
