import { createDb } from "../../db/client.ts";
import { smtpChannel } from "../../src/notifications/worker.ts";
import { drainAll } from "../../workers/index.ts";
import { openServices } from "./services.ts";

/**
 * A worker that kills itself after the mail server took a letter, before that is recorded.
 * Arguments: database, mail server, sender, and `stable` or `fresh` letter ids.
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
