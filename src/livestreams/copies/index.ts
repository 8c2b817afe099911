/**
 * Livestreams of other nodes. A copy is written by its home's log alone: nobody looks at its source here, its
 * programme is not changed here, and it makes no notices. It is live only while its home says so, at most a
 * minute after the last word. Its viewers are counted here, and told to its home.
 */

export { sharedAudiences } from "./audience-kind.ts";
export { sharedClaims } from "./claim-kind.ts";
export { sharedLivestreams, sharedSignals } from "./livestream-kind.ts";
export { sharedQuestions } from "./question-kind.ts";
