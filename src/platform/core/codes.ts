import type { ErrorCodes } from "./vocabulary.ts";

/**
 * Error codes of the platform with their HTTP status. Each capability declares further codes in its
 * capability.ts.
 */
export const PLATFORM_CODES = {
  INVALID_INPUT: 422,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  MALFORMED_BODY: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  SIGN_IN_REQUIRED: 401,
  SESSION_ENDED: 401,
  ROLE_REQUIRED: 403,
  CREDENTIAL_INVALID: 401,
  FOREIGN_ORIGIN: 403,
  RATE_LIMITED: 429,
  CONFLICT: 409,
  HOSTED_ELSEWHERE: 409,
  REVISION_CONFLICT: 412,
  REVISION_REQUIRED: 428,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_IN_PROGRESS: 409,
  ANSWER_LOST: 409,
  CURSOR_INVALID: 422,
  STORAGE_FULL: 507,
  FILE_TYPE_REFUSED: 415,
  FILE_TOO_LARGE: 413,
  FILE_INCOMPLETE: 400,
  FILE_QUOTA_FULL: 507,
  FILES_NOT_HERE: 501,
  RANGE_NOT_SATISFIABLE: 416,
  TIMED_OUT: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

declare module "./vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof PLATFORM_CODES> {}
}

/** Every error code: a closed union over the platform and all capabilities. */
export type Code = keyof ErrorCodes;
export type Status = ErrorCodes[Code];
/** HTTP status of every error code. Nothing else maps codes to statuses. */
export type Statuses = Readonly<Record<Code, Status>>;
