/**
 * The HTTP layer. Each request gets an id, services and an actor. Every route declares its policy. Every
 * error becomes problem+json or a page, with a stable code. All responses have the same security headers.
 */

export { eventStream, joinedStream } from "./answers/event-stream.ts";
export { isMediaOrigin, playsMedia, shareMedia, showsPictures } from "./answers/media.ts";
export { headers } from "./answers/security.ts";
export {
  apiRoute,
  commandContext,
  createApi,
  fieldErrors,
  jsonAnswer,
  jsonBody,
  optionalBody,
  requirePolicy,
} from "./api.ts";
export { CALLBACK_PATH, Callbacks, type ReceivedCallback } from "./callbacks/callbacks.ts";
export type { Fields } from "./callbacks/fields.ts";
export type { Env } from "./env.ts";
export { type Describe, problemResponse, type Refusal, toAppError } from "./errors.ts";
export { FORM_TOKEN, formToken } from "./forms.ts";
export { type HealthCheck, healthRoutes } from "./health.ts";
export { installMiddleware } from "./install.ts";
export { UPLOAD_MAX } from "./limits/body.ts";
export { giveVisitor, knownVisitor, VIEWER_PARAM, viewerToken } from "./limits/visitor.ts";
export { edgeLog, redact } from "./logging.ts";
export { livePages, type PageEntry, Pages } from "./pages.ts";
export { AGREEMENT_COOKIE, type ServicesOf } from "./request.ts";
