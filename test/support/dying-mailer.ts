import { createDb } from "../../db/client.ts";
import { smtpChannel } from "../../src/notifications/worker.ts";
import { drainAll } from "../../workers/index.ts";
import { openServices } from "./services.ts";

/**
 * Runs a worker that kills its own process after the mail server has accepted a letter, before that is
 * recorded.
 * Arguments: database URL, mail server URL, sender, and `stable` or `fresh`, which gives each attempt a new
 * letter id.
 */
async function main(): Promise<void> {
  const [databaseUrl = "", url = "", from = "", ids = "stable"] = process.argv.slice(2);
  const db = createDb(databaseUrl, { max: 4 });
  const channel = smtpChannel({ url, from });
  const services = await openServices(
    { db, url: databaseUrl },
    {
      mail: {
        async send(letter) {
          await channel.send(ids === "fresh" ? { ...letter, id: crypto.randomUUID() } : letter);
          process.kill(process.pid, "SIGKILL");
          return "sent";
        },
      },
    },
  );
  await drainAll(services);
}

void main();
