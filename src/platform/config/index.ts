/** The configuration: environment variables, defaults and faults. Only `readConfig` reads the variables. */
export { type ConfigCode, ConfigError, type ConfigFault } from "./problems.ts";
export { readConfig, refuseMasterKey } from "./read-config.ts";
export { type Config, Environment } from "./schema.ts";
export { SECRETS } from "./secret-files.ts";
