import { CODES, type Code } from "./codes.ts";

/** One thing wrong with one field; `code` is stable, `path` is dotted (`pay.minYuan`). */
export type FieldError = { path: string; code: string; message?: string };

export type ErrorDetail = {
  fields?: FieldError[];
  /** Seconds until a retry makes sense. */
  retryAfterS?: number;
  /** Methods that the address answers, for METHOD_NOT_ALLOWED. */
  allow?: string[];
  /** Facts for the reader, never personal data. */
  facts?: Record<string, string | number | boolean>;
};

/** A refusal with a stable code. Anything else that is thrown is a defect and shows only a request id. */
export class AppError extends Error {
  readonly code: Code;
  readonly detail: ErrorDetail;
  constructor(code: Code, detail: ErrorDetail = {}) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }
  get status(): (typeof CODES)[Code] {
    return CODES[this.code];
  }
}

/** The answer for what does not exist and for what this actor may not know of: the two are the same. */
export const missing = (): AppError => new AppError("NOT_FOUND");

export const invalid = (path: string, code: string): AppError =>
  new AppError("INVALID_INPUT", { fields: [{ path, code }] });

/** The record, or the missing-thing answer. */
export function found<T>(record: T | null | undefined): T {
  if (record === null || record === undefined) throw missing();
  return record;
}
