import { UsageError } from "../../src/platform/start/arguments.ts";
import { exitCodeOf, failureText } from "../../src/web/text/terminal/failures.ts";

export { UsageError };

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
      console.error(explain(error) ?? failureText(error));
      process.exit(exitCodeOf(error));
    },
  );
}
