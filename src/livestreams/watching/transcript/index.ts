/**
 * A livestream as text: its pins, passed questions with their answers, and checks, in the order of their
 * time. It holds what the public saw, for every reader the same.
 */

export { listMoments, type Moment, type Transcript } from "./list-moments.ts";
