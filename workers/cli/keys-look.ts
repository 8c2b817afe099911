import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "../../db/client.ts";
import { anySealedPhone } from "../../src/identity/index.ts";
import type { Config } from "../../src/platform/config/index.ts";
import { createVault } from "../../src/platform/core/vault.ts";
import { type KeyCode, lookAtKeys } from "../../src/platform/keys/index.ts";

const NO_TABLE = "42P01";

/** The fault of the keys, and the public id of the key that the database needs. */
export type KeyDoubt = { code: KeyCode; expected: string };

/**
 * Compares SECRET_KEY, or the file secret.key, with the keys of a database, and writes nothing. Returns null
 * if they fit, or if the database holds nothing that is sealed.
 */
export async function doubtKeys(
  { secretKey, previousSecretKey, dataDir }: Config,
  db: Db,
): Promise<KeyDoubt | null> {
  const stored = await readFile(join(dataDir, "secret.key"), "utf8").catch(() => null);
  const current = secretKey ?? stored;
  const vault = current
    ? await createVault(current, ...(previousSecretKey ? [previousSecretKey] : []))
    : null;
  const fault = await lookAtKeys(db, vault, anySealedPhone).catch((error: unknown) => {
    // A database of an earlier release has no table of keys. The backup itself names that.
    if (error instanceof Error && "code" in error && error.code === NO_TABLE) return null;
    throw error;
  });
  return fault && { code: fault.code, expected: fault.faults[0]?.expected ?? "" };
}
