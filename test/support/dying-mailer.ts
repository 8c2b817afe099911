import { createDb } from "../../db/client.ts";
import { smtpChannel } from "../../src/notifications/worker.ts";
import { drainAll } from "../../workers/index.ts";
import { openServices } from "./services.ts";

/**
 * A worker process that ends itself with SIGKILL when the mail server has taken a letter and before that is written
 * down. Arguments: database, mail server, sender, and `stable` or `fresh` ids of letters.
 */
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
