import { AppError } from "../../src/platform/core/errors.ts";
import { FED_COMMAND as TEXT } from "../../src/web/text/terminal/federation.ts";
import { agreement } from "./fed/agreement.ts";
import { directory, init, rotate } from "./fed/keys.ts";
import { proof } from "./fed/proof.ts";
import { restored } from "./fed/restored.ts";
import { verify } from "./fed/verify.ts";
import { runCommand, UsageError } from "./run-command.ts";

/** A command gets the arguments after its name and returns the exit code. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  init,
  directory,
  rotate,
  verify,
  proof,
  restored,
  agreement,
};

/** `npm run fed -- <command>`: keys, directory and logs of this node and of others. */
async function main(): Promise<number> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(TEXT.usage);
  return command(args);
}

function explain(error: unknown): string | undefined {
  const fields = error instanceof AppError ? (error.detail.fields ?? []) : [];
  return fields.length > 0 ? fields.map(TEXT.fault).join("\n") : undefined;
}

runCommand(main, explain);
