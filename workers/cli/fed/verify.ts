import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DIRECTORY_PATH, DirectoryError, proveRecord, verifyNode } from "../../../src/federation/index.ts";
import { isOrigin } from "../../../src/platform/core/text.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { OutboundError } from "../../../src/platform/outbound/index.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";
import { UsageError } from "../run-command.ts";

const BOUNDS = { totalMs: 30_000, maxBytes: 20_000_000 };

type Node = { url: string; roots: readonly string[]; fetchBytes(url: string): Promise<Uint8Array> };

/** Verifies all public logs of a node. Returns the exit code. */
async function verifyAll({ url, roots, fetchBytes }: Node): Promise<number> {
  const verdicts = await verifyNode(url, { roots, fetchBytes });
  for (const { log, size, fault } of verdicts)
    console.log(fault === null ? TEXT.log({ log, size }) : TEXT.refused(log, fault));
  return verdicts.every(({ fault }) => fault === null) ? 0 : 1;
}

/** Writes the proof of one record to a new file. `name` is `<kind>/<id>`. Returns the exit code. */
async function saveProof(node: Node, name: string, path: string): Promise<number> {
  const [, kind = "", id = ""] = /^([A-Za-z][\w.-]{0,63})\/(\S{1,200})$/.exec(name) ?? [];
  if (kind === "") throw new UsageError(TEXT.usage);
  if (existsSync(path)) {
    console.error(TEXT.fileExists(path));
    return 1;
  }
  const proved = await proveRecord(node, { kind, id }).catch((error: unknown) => {
    if (error instanceof DirectoryError || error instanceof OutboundError) throw error;
    console.error(TEXT.refused(node.url, error instanceof Error ? error.message : "UNKNOWN"));
    return undefined;
  });
  if (proved === null) console.error(TEXT.noRecord(name));
  if (!proved) return 1;
  writeFileSync(path, proved.text, { flag: "wx" });
  console.log(TEXT.proofSaved({ path, log: proved.log.log, seq: proved.header.seq, keys: proved.keys }));
  return 0;
}

/**
 * `fed -- verify URL`: verifies directory and public logs of any node from outside, without a database.
 * `--root-key`: verifier keys of roots that the caller knows. `--proof KIND/ID --out FILE`: writes a proof of
 * one record. Returns 1 if a log does not verify.
 */
export async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "root-key": { type: "string", multiple: true, default: [] },
      proof: { type: "string" },
      out: { type: "string" },
    },
  });
  const [given = "", ...others] = positionals;
  if (others.length > 0 || !URL.canParse(given) || !isOrigin(given)) throw new UsageError(TEXT.usage);
  if ((values.proof === undefined) !== (values.out === undefined)) throw new UsageError(TEXT.usage);
  // The person at the terminal names the address, so a private one is meant.
  const guarded = openGuardedFetch({ allow: ["loopback", "private"] });
  const fetchBytes = async (url: string) => {
    const { status, body } = await guarded.fetch(url, BOUNDS);
    if (status !== 200) throw new Error(`HTTP_${status} ${new URL(url).pathname}`);
    return body;
  };
  const node = { url: new URL(given).origin, roots: values["root-key"], fetchBytes };
  try {
    if (node.roots.length === 0) console.log(TEXT.unknownRoots);
    const { proof, out } = values;
    return proof !== undefined && out !== undefined
      ? await saveProof(node, proof, out)
      : await verifyAll(node);
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
