import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { boot } from "../../src/boot.ts";
import type { FairSnapshot } from "../../src/fairs/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { refuseArguments } from "../../src/platform/start/arguments.ts";
import { MEASURE, REPORT } from "../../src/web/text/fairs/reports.ts";
import { exitCodeOf, failureText } from "../../src/web/text/terminal/failures.ts";
import { seedDemo } from "./index.ts";
import { replayFair } from "./replay.ts";

const show = ({ label, report }: FairSnapshot) =>
  console.log(
    [
      `\n${label}`,
      ...report.figures.map(({ measure, n, total }) =>
        [`  ${MEASURE[measure]}`, ...REPORT.figure(measure, { n, total })].filter(Boolean).join("  "),
      ),
    ].join("\n"),
  );

/**
 * `npm run replay`: replays the joint fair on which the demo is modelled, in a temporary database, and prints
 * its reports.
 */
async function main(): Promise<void> {
  refuseArguments();
  const folder = mkdtempSync(join(tmpdir(), "lianpin-replay-"));
  chmodSync(folder, 0o755);
  const { services, close } = await boot(readConfig({ DATA_DIR: folder, LOG_LEVEL: "silent" }));
  try {
    await seedDemo(services);
    const { closing, day30 } = await replayFair(services, async (interval) => {
      await sql`update app.clock set skew = skew + ${interval}::interval`.execute(services.db);
    });
    show(closing);
    show(day30);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(failureText(error));
  process.exit(exitCodeOf(error));
});
