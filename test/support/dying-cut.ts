import { createDb } from "../../db/client.ts";
import { cutRecordings } from "../../src/livestreams/recordings/work/cut-recordings.ts";
import { sealRecordings } from "../../src/livestreams/recordings/work/seal-recordings.ts";
import { openLocalFiles } from "../../src/platform/files/local/open-local.ts";
import { dyingIds } from "./dying-ids.ts";
import { testContext } from "./system-context.ts";

/**
 * Cuts or seals recordings, and kills its own process when it makes the n-th id.
 * Arguments: database URL, folder of files, folder of recordings, `cut` or `seal`, n.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", filesDir = "", recordings = "", task = "cut", nth = "1"] = process.argv.slice(2);
  const ctx = await testContext(createDb(databaseUrl, { max: 4 }));
  Object.assign(ctx.config, { filesDir, recordings: { folder: recordings, ffmpeg: "ffmpeg", years: 3 } });
  const dying = { ...ctx, files: openLocalFiles(filesDir), ids: dyingIds(ctx.ids, Number(nth)) };
  await (task === "cut" ? cutRecordings(dying) : sealRecordings(dying));
  process.exit(0);
}

void main();
