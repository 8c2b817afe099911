import { parseArgs } from "node:util";
import { BackupError, backupKey, readOpening, restoreBackup } from "../../db/backup/index.ts";
import { createDb } from "../../db/client.ts";
import { loadReference } from "../../db/reference/load.ts";
import { markRestored } from "../../src/federation/index.ts";
import { storedTotals } from "../../src/platform/files/index.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { rebuildSearch } from "../../src/search/worker.ts";
import { BACKUP_COMMAND as TEXT } from "../../src/web/text/terminal/backup.ts";
import { FED_COMMAND } from "../../src/web/text/terminal/federation.ts";
import { openEmptyPlace } from "./backup-place.ts";
import { doubtKeys } from "./keys-look.ts";
import { everySecond } from "./progress.ts";
import { runCommand, UsageError } from "./run-command.ts";

function pathOf(): string {
  try {
    const { values } = parseArgs({ options: { from: { type: "string" } } });
    if (values.from) return values.from;
  } catch {
    // Falls through to the usage.
  }
  throw new UsageError(TEXT.restoreUsage);
}

/**
 * `npm run restore -- --from FILE`: restores a backup into an empty database, brings it to the newest
 * schema and fills the search index. Says at the end whether SECRET_KEY opens what it restored. Exits with 1
 * and a code if nothing was restored, with 2 for faulty arguments.
 */
async function main(): Promise<void> {
  const path = pathOf();
  const config = readNodeConfig();
  const { key } = await backupKey(config, false);
  const { createdAt } = await readOpening(path, key);
  const place = await openEmptyPlace(config);
  try {
    console.log(TEXT.restoring(createdAt, place.where));
    const say = everySecond(console.log);
    const { rows, tables } = await restoreBackup({
      databaseUrl: place.url,
      path,
      key,
      progress: (bytes) => say(() => TEXT.restoreProgress(bytes)),
    });
    console.log(TEXT.restored(rows, tables.length));
    const db = createDb(place.url, { max: 2 });
    await loadReference(db);
    const waiting = await markRestored(db);
    const done = await rebuildSearch(db, (n) => say(() => TEXT.search(n)));
    const doubt = await doubtKeys(config, db);
    const { files } = await storedTotals(db);
    await db.destroy();
    console.log(TEXT.done(done));
    if (files > 0) console.log(TEXT.filesBack(files, config.filesDir));
    if (waiting > 0) console.log(FED_COMMAND.restored(waiting));
    if (doubt) console.error(TEXT.keyFails(doubt.code, doubt.expected));
    else console.log(TEXT.keyFits);
  } finally {
    await place.close();
  }
}

runCommand(main, (error) =>
  error instanceof BackupError ? TEXT.failure(error.code, error.detail) : undefined,
);
