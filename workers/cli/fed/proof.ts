import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkProof, ProofError } from "../../../src/federation/index.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";
import { UsageError } from "../run-command.ts";

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/**
 * `fed -- proof check FILE --log-key KEY`: checks a proof from the file alone, without network or database.
 * Returns 1 if it does not hold.
 */
export async function proof(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "log-key": { type: "string", multiple: true, default: [] },
      "witness-key": { type: "string", multiple: true, default: [] },
    },
  });
  const [verb, path, ...others] = positionals;
  const keys = values["log-key"];
  if (verb !== "check" || !path || others.length > 0 || keys.length === 0) throw new UsageError(TEXT.usage);
  const text = readText(path);
  if (text === null) {
    console.error(TEXT.fileUnreadable(path));
    return 1;
  }
  try {
    const { origin, size, header, witnessed } = await checkProof(text, {
      keys,
      witnesses: values["witness-key"],
    });
    console.log(TEXT.proofHolds({ ...header, origin, size }));
    for (const { name, at } of witnessed) console.log(TEXT.witnessed(name, at.toISOString()));
    return 0;
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    console.error(TEXT.refused(path, error.fault));
    return 1;
  }
}
