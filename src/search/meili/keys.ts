import { MeilisearchApiError } from "meilisearch";
import type { Config } from "../../platform/config/index.ts";
import { meiliClient } from "./client.ts";
import { INDEX } from "./settings.ts";

/**
 * The Meilisearch API keys of this program's processes, with the actions that they allow. Meilisearch derives
 * a key's value from its uid and the master key. Never change the actions of a key: another list of actions
 * needs another uid.
 */
const KEYS = [
  {
    process: "api",
    uid: "7a0b3c2e-5f1d-4e86-9c34-1d2f6a8b9e01",
    indexes: [INDEX],
    actions: ["search"],
  },
  {
    process: "worker",
    uid: "c94e1f70-28a6-4b5d-8e13-6b7d90f2a502",
    // A key limited to index names may swap two indexes but gets `task_not_found` for the task. From such
    // a key the engine hides all tasks that do not belong to exactly one index.
    indexes: ["*"],
    actions: [
      "search",
      "documents.add",
      "documents.delete",
      "documents.get",
      "indexes.create",
      "indexes.delete",
      "indexes.get",
      "indexes.swap",
      "settings.update",
      "stats.get",
      "tasks.get",
    ],
  },
] as const;

type EngineKey = { process: (typeof KEYS)[number]["process"]; value: string };

/**
 * Computes the value of every key: HMAC-SHA256 of the key's uid under the master key, as hex. Sends no
 * request.
 */
export async function engineKeys(masterKey: string): Promise<EngineKey[]> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(masterKey), algorithm, false, ["sign"]);
  return Promise.all(
    KEYS.map(async ({ process, uid }) => ({
      process,
      value: Buffer.from(await crypto.subtle.sign("HMAC", key, bytes(uid))).toString("hex"),
    })),
  );
}

/**
 * Registers the keys with Meilisearch, except those that exist. Throws if Meilisearch refuses a key, or if
 * the value of a new key differs from the computed one.
 */
export async function registerEngineKeys({
  url,
  masterKey,
}: NonNullable<Config["meiliMaster"]>): Promise<void> {
  const client = meiliClient({ url, key: masterKey }, { timeout: 10_000 });
  const expected = await engineKeys(masterKey);
  for (const [at, { process, uid, indexes, actions }] of KEYS.entries()) {
    const made = await client
      .createKey({
        uid,
        name: `lianpin ${process}`,
        indexes: [...indexes],
        actions: [...actions],
        expiresAt: null,
      })
      .catch((error: unknown) => {
        if (error instanceof MeilisearchApiError && error.cause?.code === "api_key_already_exists")
          return null;
        throw error;
      });
    if (made && made.key !== expected[at]?.value) throw new Error("the engine makes its keys in another way");
  }
}
