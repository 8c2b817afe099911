/**
 * Calls to other servers. On Node all of them go through one guarded fetch (`guarded-fetch.ts`); the edge
 * build has its own. This door needs no Node.
 */
export { edgeFetch } from "./edge-fetch.ts";
export {
  ALLOWABLE,
  type Allowable,
  type Incoming,
  type Outbound,
  type OutboundCode,
  OutboundError,
  type Outgoing,
  readUrl,
} from "./outbound.ts";
