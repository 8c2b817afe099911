import { ConfigError } from "./problems.ts";

export type Variables = Record<string, string | undefined>;

/**
 * Variables that may be read from a file instead. `SECRET_KEY_FILE`, for example, is the path of a file that
 * holds SECRET_KEY. Containers get secrets this way.
 */
export const SECRETS = [
  "SECRET_KEY",
  "SECRET_KEY_PREVIOUS",
  "BACKUP_KEY",
  "DATABASE_URL",
  "DATABASE_PASSWORD",
  "REDIS_URL",
  "MEILI_KEY",
  "MEILI_MASTER_KEY",
  "SMS_WEBHOOK_SECRET",
  "SMTP_URL",
  "STREAM_SECRET",
  "STREAM_PUSH_KEY",
] as const;

/**
 * Adds the values of variables that name a file. Throws ConfigError for a file that cannot be read, and for a
 * secret that is given twice.
 */
export function withSecretFiles(env: Variables, readFile: (path: string) => string): Variables {
  const found = SECRETS.flatMap((name) => {
    const path = env[`${name}_FILE`];
    return path ? [{ name, path }] : [];
  });
  const texts = found.map(({ name, path }) => {
    const variable = `${name}_FILE`;
    if (env[name])
      throw new ConfigError({
        code: "FILE_AND_VALUE",
        variable,
        text: `${name} and ${variable}: give one of them`,
      });
    try {
      return [name, readFile(path).trim()] as const;
    } catch (error) {
      const text = `${variable}: ${error instanceof Error ? error.message : "cannot be read"}`;
      throw new ConfigError({ code: "FILE_UNREADABLE", variable, text });
    }
  });
  return { ...env, ...Object.fromEntries(texts) };
}
