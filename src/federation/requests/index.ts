/**
 * Signed requests between nodes: RFC 9421 with the digest of RFC 9530. The signature covers method, whole
 * address and body, so it counts at no other node and with no other body.
 */
export { contentDigest, hasDigest } from "./digest.ts";
export { hasPlainNumbers, requirePlainNumbers } from "./plain-numbers.ts";
export { signFor } from "./sign-for.ts";
export { type RequestToSign, signRequest } from "./sign-request.ts";
export { signatureBase, signatureInput } from "./signature-base.ts";
export {
  isSigned,
  type ReceivedRequest,
  RequestError,
  type VerifiedRequest,
  verifyRequest,
} from "./verify-request.ts";
