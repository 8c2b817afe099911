import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A Unix socket through which a program in another network namespace reaches a database server. `url` names
 * the same database by the socket.
 */
export async function socketDoor(databaseUrl: string): Promise<{ url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-socket-"));
  chmodSync(folder, 0o755);
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect({ host: hostname, port: Number(port) });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.pipe(target).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(join(folder, ".s.PGSQL.5432"), resolve));
  return {
    url: `postgresql://${username}:${password}@localhost:5432${pathname}?host=${encodeURIComponent(folder)}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
