import type { Background } from "./background.ts";
import type { Capability } from "./capability.ts";

/** Tables of texts by code and by navigation key. Only the names are checked. */
export type Texts = {
  codes: Readonly<Record<string, unknown>>;
  navigation: Readonly<Record<string, unknown>>;
};

/** A name and its declaring capability. */
type Declared = readonly [name: string, capability: string];

/** One line per name declared twice, with its capabilities. */
function twice(kind: string, declared: readonly Declared[]): string[] {
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
  ["upload path", ({ uploads }) => uploads ?? []],
  ["token route", ({ tokenRoutes }) => tokenRoutes ?? []],
  ["readiness part", ({ readiness }) => (readiness ?? []).map(({ name }) => name)],
  ["navigation key", ({ navigation }) => (navigation ?? []).map(({ key }) => key)],
  ["navigation path", ({ navigation }) => (navigation ?? []).map(({ path }) => path)],
  ["navigation place", ({ navigation }) => (navigation ?? []).map(({ area, order }) => `${area} ${order}`)],
];

const declaredBy = (capabilities: readonly Capability[], names: Named): Declared[] =>
  capabilities.flatMap((capability) => names(capability).map((name): Declared => [name, capability.name]));

/** Names without a text, and texts without a name. */
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

/** Recurring tasks that their capability does not declare. */
const strayWork = ({ name, tasks = [], recurring = [] }: Capability): string[] =>
  recurring
    .filter(({ kind }) => !tasks.some((task) => task.kind === kind))
    .map(({ kind }) => `recurring work ${kind} is no task of ${name}`);

/** Faults of a list of capabilities, one sentence each; empty if the program may start. */
export function findFaults(capabilities: readonly Capability[], texts: Texts): string[] {
  const codes = declaredBy(capabilities, ({ codes: own }) => Object.keys(own ?? {}));
  const keys = declaredBy(capabilities, ({ navigation }) => (navigation ?? []).map(({ key }) => key));
  return [
    ...NAMES.flatMap(([kind, names]) => twice(kind, declaredBy(capabilities, names))),
    ...withoutText("code", codes, texts.codes),
    ...withoutText("navigation key", keys, texts.navigation),
    ...capabilities.flatMap(strayWork),
  ];
}

/** A route's identity. Names of parameters make no difference. */
const shapeOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.replace(/:\w+/g, ":")}`;

/** One line per API route that two capabilities declare. */
export function sharedRoutes(
  declared: readonly { name: string; routes: readonly { method: string; path: string }[] }[],
): string[] {
  const own = declared.flatMap(({ name, routes }) =>
    [...new Set(routes.filter(({ path }) => !path.includes("*")).map(shapeOf))].map(
      (route): Declared => [route, name],
    ),
  );
  return twice("route", own);
}

/** Faults of the background halves against the capabilities' tasks. */
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
    ...twice("handler", handled),
    ...twice("consumer", consumers),
    ...twice("loop", loops),
  ];
}

/** Throws all faults in one message, so that the program does not start. */
export function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`the program is incomplete: ${faults.join("; ")}`);
}
