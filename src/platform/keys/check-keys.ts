import type { Db, DbOrTx } from "../../../db/client.ts";
import { ConfigError } from "../config/index.ts";
import { UnknownKeyError, type Vault } from "../core/vault.ts";
import { insertFirstKey, type KnownKey, selectVaultKeys, succeedKey } from "./store.ts";

export type KeyCode = "KEYS_WRONG" | "KEYS_MISSING" | "KEYS_SWAPPED" | "KEYS_PREVIOUS_MISSING";

const TEXTS: Record<KeyCode, (given: string, expected: string) => string> = {
  KEYS_WRONG: (given, expected) =>
    `SECRET_KEY is not the key of this database (given ${given}, expected ${expected}). Nothing was changed. Give the key that sealed it; to change keys, give that one as SECRET_KEY_PREVIOUS`,
  KEYS_MISSING: (_, expected) =>
    `this database needs its key ${expected}, and there is none. Set SECRET_KEY, or put the file secret.key back into the data folder`,
  KEYS_SWAPPED: (given, expected) =>
    `SECRET_KEY is an earlier key of this database (given ${given}, current ${expected}). Nothing was changed. Give the current one; if the variables are swapped, exchange SECRET_KEY and SECRET_KEY_PREVIOUS`,
  KEYS_PREVIOUS_MISSING: (_, expected) =>
    `values of the key ${expected} are not sealed again yet. Give it as SECRET_KEY_PREVIOUS until \`npm run rekey\` is done`,
};

/** Thrown if the configured keys do not fit the database. The program must not serve. */
export class KeyError extends ConfigError {
  readonly code: KeyCode;
  constructor(code: KeyCode, given: Buffer | null, expected: Buffer | null) {
    const ids = { given: given?.toString("hex") ?? "none", expected: expected?.toString("hex") ?? "unknown" };
    super({ code, text: `${code}: ${TEXTS[code](ids.given, ids.expected)}`, ...ids });
    this.name = "KeyError";
    this.code = code;
  }
}

/** Text that every key seals once per database. */
const CANARY = "lianpin";

/** Returns an encrypted value of a database whose keys are not recorded yet, or null if it has none. */
export type Probe = (db: DbOrTx) => Promise<Buffer | null>;

/** Records the first key of a database, if it opens the values that are there. */
async function recordFirst(db: Db, vault: Vault, probe: Probe): Promise<void> {
  const sealed = await probe(db);
  if (sealed)
    await vault.open(sealed).catch((error: unknown) => {
      if (error instanceof UnknownKeyError) throw new KeyError("KEYS_WRONG", vault.keyId, null);
      throw error;
    });
  // Values from before a change of keys belong to the earlier key.
  const own = vault.earlier.at(-1) ?? vault;
  await insertFirstKey(db, { keyId: own.keyId, canary: await own.seal(CANARY) });
}

const find = (keys: KnownKey[], { keyId }: Vault) => keys.find((one) => one.keyId.equals(keyId));

/** Throws KEYS_MISSING if the database has a key already, so that none may be made up for it. */
export async function assertKeyless(db: Db): Promise<void> {
  const current = (await selectVaultKeys(db)).find(({ status }) => status === "current");
  if (current) throw new KeyError("KEYS_MISSING", null, current.keyId);
}

/** Returns what is wrong with the keys of a process for these of the database, or null. */
function faultOf(keys: KnownKey[], vault: Vault): KeyError | null {
  const current = keys.find(({ status }) => status === "current");
  if (!current) return null;
  const own = find(keys, vault);
  if (own && own.status !== "current") return new KeyError("KEYS_SWAPPED", vault.keyId, current.keyId);
  const isEarlier = ({ keyId }: KnownKey) => vault.earlier.some((one) => one.keyId.equals(keyId));
  if (!own && !isEarlier(current)) return new KeyError("KEYS_WRONG", vault.keyId, current.keyId);
  const needed = keys.find((key) => key.status === "previous" && !isEarlier(key));
  return needed ? new KeyError("KEYS_PREVIOUS_MISSING", vault.keyId, needed.keyId) : null;
}

/**
 * Compares keys with those of the database, and writes nothing. Null keys are absent ones. Returns what is
 * wrong, or null if they fit. A database that has recorded no key is judged by the value of `probe`.
 */
export async function lookAtKeys(db: DbOrTx, vault: Vault | null, probe: Probe): Promise<KeyError | null> {
  const keys = await selectVaultKeys(db);
  const current = keys.find(({ status }) => status === "current");
  const sealed = current ? null : await probe(db);
  if (!vault) return current || sealed ? new KeyError("KEYS_MISSING", null, current?.keyId ?? null) : null;
  if (!sealed) return faultOf(keys, vault);
  const opens = await vault.open(sealed).then(
    () => true,
    () => false,
  );
  return opens ? null : new KeyError("KEYS_WRONG", vault.keyId, null);
}

/**
 * Compares the configured keys with those of the database, before anything is served. Records a first key,
 * and a new key whose predecessor is configured as previous. Throws KeyError: KEYS_WRONG, KEYS_SWAPPED, or
 * KEYS_PREVIOUS_MISSING while values of an earlier key remain.
 */
export async function checkKeys(db: Db, vault: Vault, probe: Probe): Promise<void> {
  if ((await selectVaultKeys(db)).length === 0) await recordFirst(db, vault, probe);
  const keys = await selectVaultKeys(db);
  const current = keys.find(({ status }) => status === "current");
  if (!current) throw new Error("the database has no current key");
  const fault = faultOf(keys, vault);
  if (fault) throw fault;
  const former = vault.earlier.find(({ keyId }) => keyId.equals(current.keyId));
  if (!find(keys, vault) && former) {
    await former.open(current.canary);
    const canary = await vault.seal(CANARY);
    if (!(await succeedKey(db, { keyId: vault.keyId, canary }, current.keyId)))
      return checkKeys(db, vault, probe);
    return;
  }
  await vault.open(current.canary);
}
