import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";
export type Service = {
  image: string;
  build?: string | { context: string; dockerfile?: string; target?: string };
  user?: string;
  init?: boolean;
  restart?: string;
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: Condition }>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  secrets?: string[];
  volumes?: string[];
  tmpfs?: string[];
  ports?: string[];
  expose?: string[];
  mem_limit?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  logging?: { options: Record<string, string> };
  command?: string[];
  profiles?: string[];
  deploy?: { replicas: number };
  stop_grace_period?: string;
};
export type Compose = {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
};

export const COMPOSE_TEXT = readFileSync(new URL("../../docker-compose.yml", import.meta.url), "utf8");

/**
 * Replaces `${NAME}`, `${NAME:-default}`, `${NAME:+text}`, `${NAME:?message}` and `$$`, as Compose does.
 */
export function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(
    /\$(?:\$|\{(\w+)(?::([?+-])([^}]*))?\})/g,
    (all, name?: string, operator?: string, rest = "") => {
      if (all === "$$" || name === undefined) return "$";
      const value = values[name];
      if (operator === "+") return value ? rest : "";
      if (value) return value;
      if (operator === "?") throw new Error(`required variable ${name} is missing: ${rest}`);
      return rest;
    },
  );
}

/** Adds the node of another city to the services of docker-compose.yml. */
export const NEIGHBOUR_TEXT = readFileSync(
  new URL("../../docs/examples/compose.neighbour.yml", import.meta.url),
  "utf8",
);

/** Adds the streaming server to the services of docker-compose.yml. */
export const STREAM_TEXT = readFileSync(
  new URL("../../docs/examples/compose.stream.yml", import.meta.url),
  "utf8",
);

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Joins two values as Compose joins files: maps key by key, lists without repetition, others by the later.
 */
function join(key: string, before: unknown, after: unknown): unknown {
  if (key === "build" && typeof before === "string") return join(key, { context: before }, after);
  if (isTree(before) && isTree(after))
    return Object.fromEntries(
      Object.keys({ ...before, ...after }).map((name) => [
        name,
        name in before && name in after
          ? join(name, before[name], after[name])
          : (after[name] ?? before[name]),
      ]),
    );
  const isList = Array.isArray(before) && Array.isArray(after) && key !== "command";
  return isList ? [...new Set([...before, ...after])] : after;
}

/** Returns what `docker compose -f first -f second` runs. */
export const joinCompose = (first: Compose, second: Compose): Compose => join("", first, second) as Compose;

/** Reads docker-compose.yml, or another such text, with the variables of a `.env` file. */
export const readCompose = (values: Record<string, string>, text = COMPOSE_TEXT): Compose =>
  JSON.parse(
    JSON.stringify(parse(text, { merge: true }), (_, value) =>
      typeof value === "string" ? interpolate(value, values) : value,
    ),
  );

/** Converts a duration such as `5s` or `1m` to milliseconds. */
export function millisecondsOf(text: string): number {
  const [, amount, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (!amount) throw new Error(`not a duration: ${text}`);
  return Number(amount) * (unit === "m" ? 60_000 : 1_000);
}
