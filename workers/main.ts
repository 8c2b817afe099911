import { boot } from "../src/boot.ts";
import { ConfigError } from "../src/platform/config/index.ts";
import { refuseArguments } from "../src/platform/start/arguments.ts";
import { readNodeConfig } from "../src/platform/start/node-config.ts";
import { exitCodeOf, failureText } from "../src/web/text/terminal/failures.ts";
import { heartbeat } from "./heartbeat.ts";
import { openMetrics, startWorkers } from "./index.ts";

/** Runs background work in a separate process, beside API processes with the same DATABASE_URL. */
async function main(): Promise<void> {
  refuseArguments();
  const config = readNodeConfig();
  if (!config.databaseUrl)
    throw new ConfigError({
      code: "DATABASE_URL_REQUIRED",
      text: "DATABASE_URL is needed: without it npm start runs the workers itself",
    });
  const booted = await boot(config, { prepare: false });
  const onTurn = config.heartbeatFile ? heartbeat(config.heartbeatFile) : () => undefined;
  const workers = await startWorkers(booted.services, booted.databaseUrl, { onTurn });
  const { counts } = workers;
  const metrics = await openMetrics({ ...booted, kind: "worker", counts });
  booted.services.log.info({}, "worker ready");

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await metrics?.close();
    await workers.stop();
    await booted.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
}

main().catch((error: unknown) => {
  console.error(failureText(error));
  process.exit(exitCodeOf(error));
});
