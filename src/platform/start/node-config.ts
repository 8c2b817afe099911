import { readFileSync } from "node:fs";
import { type Config, readConfig } from "../config/index.ts";

/**
 * Reads the configuration on Node, where a secret may be in a file:
 * `SECRET_KEY_FILE=/run/secrets/secret_key`.
 */
export const readNodeConfig = (): Config => readConfig(undefined, (path) => readFileSync(path, "utf8"));
