import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";
export type Service = {
  image: string;
  build?: string | { context: string; dockerfile: string };
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
