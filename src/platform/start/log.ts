import pino from "pino";
import type { Log } from "../context.ts";
import { redact } from "../http/index.ts";

/** Creates the log of a Node process: one redacted JSON line per entry on standard output. */
export function createLog(level: string): Log {
  const out = { write: (line: string) => process.stdout.write(redact(line)) };
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, out);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
