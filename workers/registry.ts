import { BACKGROUND } from "../src/background.ts";
import { CAPABILITIES, PROGRAM } from "../src/capabilities.ts";
import type { Consumer } from "../src/platform/changes/index.ts";
import {
  type Background,
  findBackgroundFaults,
  type LoopPart,
  refuseFaults,
} from "../src/platform/program/index.ts";
import { handlersOf, type TaskHandlers } from "../src/platform/tasks/index.ts";

export type Registry = {
  tasks: TaskHandlers;
  consumers: readonly Consumer[];
  loops?: readonly LoopPart[];
};

const parts: readonly Background[] = BACKGROUND;

/** All background work of the program. */
export const registry: Registry = {
  tasks: handlersOf(parts.flatMap(({ tasks }) => tasks ?? [])),
  consumers: parts.flatMap(({ consumers }) => consumers ?? []),
  loops: parts.flatMap(({ loops }) => loops ?? []),
};

/**
 * Throws if a declared task has no handler, a handler has no declared task, or two consumers have the same
 * name.
 * The compiler checks the handlers of BACKGROUND; this function also checks a registry that the caller
 * composed.
 */
export function assertComplete({ tasks, consumers }: Registry): void {
  const handled = Object.keys(tasks);
  const kinds = PROGRAM.tasks.map(({ kind }) => kind);
  const names = consumers.map((consumer) => consumer.name);
  refuseFaults([
    ...findBackgroundFaults(CAPABILITIES, parts),
    ...kinds.filter((kind) => !handled.includes(kind)).map((kind) => `no handler for ${kind}`),
    ...handled.filter((kind) => !kinds.includes(kind)).map((kind) => `no such kind: ${kind}`),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `two consumers named ${name}`),
  ]);
}
