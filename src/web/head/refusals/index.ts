/**
 * Answers to what a person sent and the program refuses. Invariants: a refused form is shown again on its
 * own page, in its own frame, with all that was filled in. Its summary follows the order of its fields, every
 * error stands beside its field, and a fold with an error is open. No field has its name in the program.
 */
export { type Open, originOfForm, shownAgain } from "./again.ts";
export { completeRefusal } from "./complete.ts";
export { fallBackOf } from "./fall-back.ts";
