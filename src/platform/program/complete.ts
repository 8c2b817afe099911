import type { Background } from "./background.ts";
import type { Capability } from "./capability.ts";

/** Texts by error code and by navigation key. Only the keys are checked. */
export type Texts = {
  codes: Readonly<Record<string, unknown>>;
  navigation: Readonly<Record<string, unknown>>;
};

/** A name, and the capability that declares it. */
type Declared = readonly [name: string, capability: string];

/** Returns one line per name that is declared twice, with the declaring capabilities. */
function duplicatesOf(kind: string, declared: readonly Declared[]): string[] {
  const owners = new Map<string, string[]>();
  for (const [name, owner] of declared) owners.set(name, [...(owners.get(name) ?? []), owner]);
  return [...owners]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => `two declare ${kind} ${name}: ${all.join(", ")}`);
}

type Named = (capability: Capability) => readonly string[];

/** Every kind of name that must be unique. */
const NAMES: readonly [kind: string, names: Named][] = [
  ["capability", ({ name }) => [name]],
  ["record kind", ({ records }) => records ?? []],
  ["code", ({ codes }) => Object.keys(codes ?? {})],
  ["task", ({ tasks }) => (tasks ?? []).map(({ kind }) => kind)],
  ["kind of notice", ({ notices }) => Object.keys(notices?.kinds ?? {})],
  [
    "upload path",
    ({ uploads = [], fileUploads = [] }) => [...uploads, ...fileUploads.map(({ path }) => path)],
  ],
  ["token route", ({ tokenRoutes }) => tokenRoutes ?? []],
  ["readiness part", ({ readiness }) => (readiness ?? []).map(({ name }) => name)],
  ["gauge", ({ gauges }) => (gauges ?? []).flatMap((source) => Object.keys(source.gauges))],
  ["navigation key", ({ navigation }) => (navigation ?? []).map(({ key }) => key)],
  ["navigation path", ({ navigation }) => (navigation ?? []).map(({ path }) => path)],
  ["navigation place", ({ navigation }) => (navigation ?? []).map(({ area, order }) => `${area} ${order}`)],
];

const declaredBy = (capabilities: readonly Capability[], names: Named): Declared[] =>
  capabilities.flatMap((capability) => names(capability).map((name): Declared => [name, capability.name]));

/** Returns one line per name without a text, and per text without a name. */
function withoutText(kind: string, declared: readonly Declared[], texts: Texts[keyof Texts]): string[] {
  const names = new Set(declared.map(([name]) => name));
  return [
    ...declared
      .filter(([name]) => !(name in texts))
      .map(([name, owner]) => `${kind} ${name} of ${owner} has no text`),
    ...Object.keys(texts)
      .filter((name) => !names.has(name))
      .map((name) => `no capability declares ${kind} ${name}`),
  ];
}

/** Returns one line per recurring task that is not among the capability's `tasks`. */
const strayWork = ({ name, tasks = [], recurring = [] }: Capability): string[] =>
  recurring
    .filter(({ kind }) => !tasks.some((task) => task.kind === kind))
    .map(({ kind }) => `recurring work ${kind} is no task of ${name}`);

/** Returns the faults of a list of capabilities, one sentence each. Empty if the program may start. */
export function findFaults(capabilities: readonly Capability[], texts: Texts): string[] {
  const codes = declaredBy(capabilities, ({ codes: own }) => Object.keys(own ?? {}));
  const keys = declaredBy(capabilities, ({ navigation }) => (navigation ?? []).map(({ key }) => key));
  return [
    ...NAMES.flatMap(([kind, names]) => duplicatesOf(kind, declaredBy(capabilities, names))),
    ...withoutText("code", codes, texts.codes),
    ...withoutText("navigation key", keys, texts.navigation),
    ...capabilities.flatMap(strayWork),
  ];
}

/** Returns method and path without the names of parameters: `/a/:id` and `/a/:key` are the same route. */
const shapeOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.replace(/:\w+/g, ":")}`;

/** Returns one line per API route that two capabilities declare. */
export function sharedRoutes(
  declared: readonly { name: string; routes: readonly { method: string; path: string }[] }[],
): string[] {
  const own = declared.flatMap(({ name, routes }) =>
    [...new Set(routes.filter(({ path }) => !path.includes("*")).map(shapeOf))].map(
      (route): Declared => [route, name],
    ),
  );
  return duplicatesOf("route", own);
}

/**
 * Compares the background parts with the capabilities. Returns one line per task without handler, per handler
 * without task, and per handler, consumer or loop declared twice.
 */
export function findBackgroundFaults(
  capabilities: readonly Capability[],
  background: readonly Background[],
): string[] {
  const declared = declaredBy(capabilities, ({ tasks }) => (tasks ?? []).map(({ kind }) => kind));
  const handled = background.flatMap(({ capability, tasks }) =>
    (tasks ?? []).map(({ kind }): Declared => [kind, capability]),
  );
  const has = (list: readonly Declared[], [kind, owner]: Declared) =>
    list.some((other) => other[0] === kind && other[1] === owner);
  const loops = background.flatMap(({ capability, loops: own }) =>
    (own ?? []).map(({ name }): Declared => [name, capability]),
  );
  const consumers = background.flatMap(({ capability, consumers: own }) =>
    (own ?? []).map(({ name }): Declared => [name, capability]),
  );
  return [
    ...declared
      .filter((one) => !has(handled, one))
      .map(([kind, owner]) => `${owner} has no handler for ${kind}`),
    ...handled
      .filter((one) => !has(declared, one))
      .map(([kind, owner]) => `${owner} declares no task ${kind}`),
    ...duplicatesOf("handler", handled),
    ...duplicatesOf("consumer", consumers),
    ...duplicatesOf("loop", loops),
  ];
}

/** Throws one error with all faults, if there are any, so that the program does not start. */
export function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`the program is incomplete: ${faults.join("; ")}`);
}
