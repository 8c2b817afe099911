import { parseArgs } from "node:util";
import { DIRECTORY_PATH, DirectoryError, verifyNode } from "../../../src/federation/index.ts";
import { isOrigin } from "../../../src/platform/core/text.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { OutboundError } from "../../../src/platform/outbound/index.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";
import { UsageError } from "../run-command.ts";

const BOUNDS = { totalMs: 30_000, maxBytes: 20_000_000 };

/**
 * `fed -- verify URL`: verifies directory and public logs of any node from outside, without a database.
 * `--root-key`: verifier keys of roots that the caller knows. Returns 1 if a log does not verify.
 */
export async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "root-key": { type: "string", multiple: true, default: [] } },
  });
  const [given = "", ...others] = positionals;
  if (others.length > 0 || !URL.canParse(given) || !isOrigin(given)) throw new UsageError(TEXT.usage);
  // The person at the terminal names the address, so a private one is meant.
  const guarded = openGuardedFetch({ allow: ["loopback", "private"] });
  const fetchBytes = async (url: string) => {
    const { status, body } = await guarded.fetch(url, BOUNDS);
    if (status !== 200) throw new Error(`HTTP_${status} ${new URL(url).pathname}`);
    return body;
  };
  const roots = values["root-key"];
  try {
    const verdicts = await verifyNode(new URL(given).origin, { roots, fetchBytes });
    if (roots.length === 0) console.log(TEXT.unknownRoots);
    for (const { log, size, fault } of verdicts)
      console.log(fault === null ? TEXT.log({ log, size }) : TEXT.refused(log, fault));
    return verdicts.every(({ fault }) => fault === null) ? 0 : 1;
  } catch (error) {
    const fault =
      error instanceof DirectoryError ? error.fault : error instanceof OutboundError ? error.code : null;
    if (fault === null) throw error;
    console.error(TEXT.refused(DIRECTORY_PATH, fault));
    return 1;
  } finally {
    await guarded.close();
  }
}
