import { readFileSync } from "node:fs";
import { CopiedFolderError, EmbeddedHeldError } from "../../db/embedded/index.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";

/**
 * Reads the configuration on Node, where a secret may be in a file:
 * `SECRET_KEY_FILE=/run/secrets/secret_key`.
 */
export const readNodeConfig = (): Config => readConfig(undefined, (path) => readFileSync(path, "utf8"));

/**
 * Error codes of a database that cannot be used: connection refused, unknown host, no route, timeout, wrong
 * password, no such database.
 */
const UNREACHED = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|28\w{3}|3D000)$/;

/** Returns what to print when a program does not start: one line for a known cause, else the whole error. */
export function failureText(error: unknown): unknown {
  if (error instanceof ConfigError) return `configuration: ${error.message}`;
  if (error instanceof EmbeddedHeldError || error instanceof CopiedFolderError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!UNREACHED.test(code) || !(error instanceof Error)) return error;
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return `the database that DATABASE_URL names cannot be used: ${first instanceof Error ? first.message : code}`;
}
