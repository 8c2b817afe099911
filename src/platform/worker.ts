import { eraseFile } from "./files/remove-files.ts";
import { sweepFiles } from "./files/sweep-files.ts";
import { eraseFileTask, sweepFilesTask } from "./files/tasks.ts";
import { firstBackupLoop } from "./housekeeping/first-backup.ts";
import { runHousekeeping } from "./housekeeping/index.ts";
import { nightlyBackup } from "./housekeeping/nightly-backup.ts";
import type { Retention } from "./housekeeping/store.ts";
import { backupTask, housekeepingTask } from "./housekeeping/tasks.ts";
import type { Background } from "./program/index.ts";
import { diskLoop } from "./start/disk.ts";
import { handleTask } from "./tasks/index.ts";

/** The platform's background work. `retention` lists the rows of capabilities that housekeeping deletes. */
export const platformWork = (retention: readonly Retention[]) =>
  ({
    capability: "platform",
    loops: [diskLoop, firstBackupLoop],
    tasks: [
      handleTask(housekeepingTask, {
        external: true,
        run: async (ctx) => void (await runHousekeeping(ctx, retention)),
      }),
      handleTask(backupTask, { external: true, run: nightlyBackup }),
      handleTask(eraseFileTask, { external: true, run: (ctx, { id }) => eraseFile(ctx, id) }),
      handleTask(sweepFilesTask, {
        external: true,
        run: async (ctx) => void (ctx.files && (await sweepFiles(ctx))),
      }),
    ],
  }) as const satisfies Background;
