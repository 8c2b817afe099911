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
  /** Finds the wording in a folded text. */
  find: RegExp;
  /** The wording is harmless if its clause before it ends so. Absent: after a denial. */
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

/** Words that deny what follows: 不限, 无需缴纳, 严禁收取. Also with up to six characters between. */
export const DENIED =
  /(?:不(?!足|满|超|少于|但|仅|只)|无|没有?|未(?!婚|育|满)|非|免|勿|莫|严禁|禁止|杜绝|拒绝|谢绝|抵制|反对|打击|防止?|不得|不会|不用|不需|无需|不必|从不|绝不|零|(?<!\d)0(?!\d))[^,.;:!?。、\n]{0,6}$/;
