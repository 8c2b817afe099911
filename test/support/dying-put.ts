import { createDb } from "../../db/client.ts";
import { putFile } from "../../src/platform/files/index.ts";
import { openLocalFiles } from "../../src/platform/files/local/open-local.ts";
import { bodyOfPieces, sampleOf } from "./files.ts";
import { testContext } from "./system-context.ts";

/**
 * Stores a file and kills its own process: in the middle of the bytes, or when the file has its name and the
 * row is not yet committed. Arguments: database URL, folder, `bytes` or `named`.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", folder = "", moment = ""] = process.argv.slice(2);
  const die = () => void process.kill(process.pid, "SIGKILL");
  const ctx = { ...(await testContext(createDb(databaseUrl, { max: 2 }))), files: openLocalFiles(folder) };
  const body = bodyOfPieces(sampleOf("mp4", 2 ** 20), {
    before: async (at) => {
      if (moment === "bytes" && at > 2 ** 19) die();
    },
  });
  await putFile(ctx, {
    use: "film",
    owner: { kind: "fair", id: ctx.ids.uuid() },
    body: body.stream,
    within: async () => die(),
  });
}

void main();
