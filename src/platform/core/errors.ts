import type { Code } from "./codes.ts";

/** A fault of one field. `code` is stable, `path` is dotted (`pay.minYuan`). */
export type FieldError = { path: string; code: string; message?: string };

export type ErrorDetail = {
  fields?: FieldError[];
  /** Seconds until a retry makes sense. */
  retryAfterS?: number;
  /** Methods that the address answers, for METHOD_NOT_ALLOWED. */
  allow?: string[];
  /** Facts for the reader. Never personal data. */
  facts?: Record<string, string | number | boolean>;
};

/** An expected error with a stable code. Any other thrown error is a defect and shows only a request id. */
export class AppError extends Error {
  readonly code: Code;
  readonly detail: ErrorDetail;
  constructor(code: Code, detail: ErrorDetail = {}) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }
}

/** The error for a missing record, and for one that this actor may not know of. Both look equal. */
export const notFound = (): AppError => new AppError("NOT_FOUND");

export const invalid = (path: string, code: string): AppError =>
  new AppError("INVALID_INPUT", { fields: [{ path, code }] });

/** Returns the record, or throws NOT_FOUND for null and undefined. */
export function orNotFound<T>(record: T | null | undefined): T {
  if (record === null || record === undefined) throw notFound();
  return record;
}
