import { parseArgs } from "node:util";
import { BackupError, backupKey, pruneBackups, recordRun, writeBackup } from "../../db/backup/index.ts";
import { createDb } from "../../db/client.ts";
import { storedTotals } from "../../src/platform/files/index.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { BACKUP_COMMAND as TEXT } from "../../src/web/text/terminal/backup.ts";
import { openPlace } from "./backup-place.ts";
import { doubtKeys } from "./keys-look.ts";
import { everySecond } from "./progress.ts";
import { runCommand, UsageError } from "./run-command.ts";

function options(): { to: string; keep: number | null } {
  try {
    const { values } = parseArgs({ options: { to: { type: "string" }, keep: { type: "string" } } });
    const keep = values.keep === undefined ? null : Number(values.keep);
    if (!values.to || (keep !== null && !(Number.isInteger(keep) && keep > 0))) throw new UsageError();
    return { to: values.to, keep };
  } catch {
    throw new UsageError(TEXT.backupUsage);
  }
}

/**
 * `npm run backup -- --to FOLDER [--keep N]`: writes one backup of the program's database, running or not,
 * and reads it back. Exits with 1 and a code if there is none, with 2 for faulty arguments.
 */
async function main(): Promise<void> {
  const { to, keep } = options();
  const config = readNodeConfig();
  const place = await openPlace(config);
  const db = createDb(place.url, { max: 1 });
  try {
    const { key, path: keyPath } = await backupKey(config, true);
    console.log(TEXT.from(place.where));
    const doubt = await doubtKeys(config, db);
    if (doubt) console.error(TEXT.keyDoubt(doubt.code, doubt.expected));
    if (keyPath) console.log(TEXT.newKey(keyPath));
    const startedAt = new Date();
    const say = everySecond(console.log);
    const written = await writeBackup({
      databaseUrl: place.url,
      folder: to,
      key,
      now: startedAt,
      progress: ({ step, bytes, ofAbout }) => say(() => TEXT.progress(step, bytes, ofAbout)),
    });
    await recordRun(db, { startedAt, bytes: written.bytes, error: null });
    console.log(TEXT.written(written.path, written.rows, written.bytes));
    const { files, bytes } = await storedTotals(db);
    if (files > 0) console.log(TEXT.filesApart(files, bytes, config.filesDir));
    if (keep !== null) for (const path of await pruneBackups(to, keep)) console.log(TEXT.removed(path));
  } finally {
    await db.destroy();
    await place.close();
  }
}

runCommand(main, (error) =>
  error instanceof BackupError ? TEXT.failure(error.code, error.detail) : undefined,
);
