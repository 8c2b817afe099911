/**
 * Cities on different nodes tell each other of their records, and prove it. Documents are signed notes, and a
 * text is verified as it was sent.
 */
export * from "./agreements/index.ts";
export * from "./commands/index.ts";
export * from "./desk/index.ts";
export * from "./digest/index.ts";
export * from "./directory/index.ts";
export * from "./keys/index.ts";
export { SHARED_KINDS } from "./kinds.ts";
export * from "./notes/index.ts";
export * from "./requests/index.ts";
export * from "./serving/index.ts";
