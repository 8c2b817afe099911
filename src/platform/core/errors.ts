import type { Code } from "./codes.ts";

/** An error of one input field. `code` is stable, `path` is dotted (`pay.minYuan`). */
export type FieldError = { path: string; code: string; message?: string };

export type ErrorDetail = {
  fields?: FieldError[];
  /** Seconds until a retry makes sense. */
  retryAfterS?: number;
  /** HTTP methods that the path supports, for METHOD_NOT_ALLOWED. */
  allow?: string[];
  /** Further values for the caller, such as the current revision. Never personal data. */
  facts?: Record<string, string | number | boolean>;
};

/**
 * An expected error with a stable code. Any other thrown error is a defect: the client gets only a request
 * id.
 */
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

/**
 * Returns NOT_FOUND. Used for a missing record and for a record that the actor may not know of, so that
 * nobody can distinguish the two.
 */
export const notFound = (): AppError => new AppError("NOT_FOUND");

export const invalid = (path: string, code: string): AppError =>
  new AppError("INVALID_INPUT", { fields: [{ path, code }] });

/** Returns the record, or throws NOT_FOUND for null and undefined. */
export function orNotFound<T>(record: T | null | undefined): T {
  if (record === null || record === undefined) throw notFound();
  return record;
}
