import { Meilisearch } from "meilisearch";
import type { Config } from "../../platform/config/index.ts";

type Options = Pick<ConstructorParameters<typeof Meilisearch>[0], "timeout" | "defaultWaitOptions">;

/**
 * Creates a client of a Meilisearch server. `timeout` is in milliseconds.
 * It asks for answers that are not compressed. Meilisearch sends head and body of a compressed answer as two
 * segments without TCP_NODELAY. The second segment waits 40 ms for the delayed ACK of the kernel.
 */
export const meiliClient = ({ url, key }: NonNullable<Config["meili"]>, options: Options): Meilisearch =>
  new Meilisearch({
    host: url,
    apiKey: key,
    requestInit: { headers: { "accept-encoding": "identity" } },
    ...options,
  });
