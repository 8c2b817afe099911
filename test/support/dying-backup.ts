import { restoreBackup, writeBackup } from "../../db/backup/index.ts";

/**
 * Writes or restores a backup and kills its own process after a number of plain bytes.
 * Arguments: `write` or `restore`, database URL, folder or file, key, bytes.
 */
async function main(): Promise<void> {
  const [verb = "", databaseUrl = "", path = "", key = "", bytes = "0"] = process.argv.slice(2);
  const dieAt = (passed: number) => {
    if (passed >= Number(bytes)) process.kill(process.pid, "SIGKILL");
  };
  if (verb === "restore") await restoreBackup({ databaseUrl, path, key, progress: dieAt });
  else await writeBackup({ databaseUrl, folder: path, key, progress: ({ bytes: passed }) => dieAt(passed) });
}

void main();
