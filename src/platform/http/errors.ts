import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Code, Status } from "../core/codes.ts";
import { AppError } from "../core/errors.ts";
import { isCancelled, isStorageFull, isTransient } from "../core/redact.ts";
import type { Env } from "./env.ts";

/** Returns title and detail of an error code for people, from the text catalogue. */
export type Describe = (code: Code) => { title: string; detail: string };

/**
 * Converts any thrown value to the AppError that the client gets. Returns STORAGE_FULL for a full disk,
 * TIMED_OUT for a cancelled statement, UNAVAILABLE for another transient error, INTERNAL for an unknown one.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    if (error.status === 413) return new AppError("BODY_TOO_LARGE");
    if (error.status === 403) return new AppError("FOREIGN_ORIGIN");
    if (error.status === 400) return new AppError("MALFORMED_BODY");
    if (error.status === 404) return new AppError("NOT_FOUND");
  }
  if (isStorageFull(error)) return new AppError("STORAGE_FULL", { retryAfterS: 60 });
  if (isCancelled(error)) return new AppError("TIMED_OUT", { retryAfterS: 5 });
  if (isTransient(error)) return new AppError("UNAVAILABLE", { retryAfterS: 5 });
  return new AppError("INTERNAL");
}

/** An error with the HTTP status and the texts of its code. */
export type Refusal = { error: AppError; status: Status; title: string; detail: string };

/** Returns an RFC 9457 problem+json response. For an unknown error, it identifies only the request. */
export function problemResponse(c: Context<Env>, { error, status, title, detail }: Refusal): Response {
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (error.detail.retryAfterS) headers["retry-after"] = String(Math.ceil(error.detail.retryAfterS));
  if (error.detail.allow) headers.allow = error.detail.allow.join(", ");
  const body = {
    type: `/errors#${error.code}`,
    title,
    status,
    code: error.code,
    detail,
    requestId: c.get("requestId"),
    ...(error.detail.fields ? { fields: error.detail.fields } : {}),
    ...(error.detail.facts ? { facts: error.detail.facts } : {}),
  };
  return c.body(JSON.stringify(body), status, headers);
}
