import { failureText } from "../../src/platform/node-config.ts";

/** A mistake in a command's arguments. */
export class UsageError extends Error {}

/**
 * Runs a command and ends the process with the number that it returns, or 0. After a UsageError the exit code
 * is 2, after any other error 1. An error is printed without a stack trace: the text that `explain` gives,
 * else the error's own.
 */
export function runCommand(
  main: () => Promise<unknown>,
  explain: (error: unknown) => string | undefined = () => undefined,
): void {
  main().then(
    (code) => process.exit(typeof code === "number" ? code : 0),
    (error: unknown) => {
      const wrongArguments = error instanceof UsageError;
      console.error(explain(error) ?? (wrongArguments ? error.message : failureText(error)));
      process.exit(wrongArguments ? 2 : 1);
    },
  );
}
