import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { AgreementError, type AgreementText, Party, readAgreement } from "../../../src/federation/index.ts";
import { AGREEMENT_COMMAND as TEXT } from "../../../src/web/text/terminal/agreement.ts";
import { UsageError } from "../run-command.ts";

export const listOf = (text: string | undefined) => text?.split(",").filter(Boolean);

export function options(args: string[]) {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      agreement: text,
      name: text,
      party: { type: "string", multiple: true, default: [] },
      kinds: text,
      purposes: text,
      commands: text,
      from: text,
      to: text,
      city: text,
      without: text,
      "starts-on": text,
      "ends-on": text,
      root: { type: "string", multiple: true, default: [] },
      out: text,
    },
  });
  return { ...values, file: positionals[0] };
}
export type Options = ReturnType<typeof options>;

/** Returns an option's value. Throws UsageError without it. */
export function needed<Name extends keyof Options>(given: Options, name: Name): NonNullable<Options[Name]> {
  const value = given[name];
  if (value === undefined || value === null || value === "") throw new UsageError(TEXT.usage);
  return value;
}

function textOf(path: string): string {
  if (!existsSync(path)) throw new UsageError(TEXT.noFile(path));
  return readFileSync(path, "utf8");
}

/** Reads an agreement's file. Throws UsageError with the fault of a file that is none. */
export function agreementOf(path: string): { note: string; content: AgreementText; digest: string } {
  const note = textOf(path);
  try {
    return { note, ...readAgreement(note) };
  } catch (error) {
    if (error instanceof AgreementError) throw new UsageError(TEXT.notAgreement(path, error.path));
    throw error;
  }
}

export function partiesOf(paths: readonly string[]): Party[] {
  const lines = paths.flatMap((path) => textOf(path).split("\n").filter(Boolean));
  return lines.map((line) => {
    let json: unknown = null;
    try {
      json = JSON.parse(line);
    } catch {
      throw new UsageError(TEXT.notParty(line));
    }
    const { data } = Party.safeParse(json);
    if (!data) throw new UsageError(TEXT.notParty(line));
    return data;
  });
}
