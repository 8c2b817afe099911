import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, vi } from "vitest";
import { serverAccount } from "../../db/embedded/account.ts";
import { PATIENCE } from "../support/patience.ts";
import { ROOT } from "../support/sources.ts";
import {
  type Box,
  joinBox,
  makeRoot,
  mayBox,
  type Outcome,
  outcomeOf,
  startBeside,
  startInBox,
} from "./box.ts";
import { readCompose, type Service } from "./compose-file.ts";

const PROGRAMS = "/usr/lib/postgresql";
const versions = existsSync(PROGRAMS) ? readdirSync(PROGRAMS) : [];

/** False where Debian's PostgreSQL or root is missing: tests are then skipped. In CI it is true. */
export const walPossible: boolean = (mayBox() && versions.length > 0) || Boolean(process.env.CI);

/** The folder of the data below the volume `postgres`, as in the image. */
const PGDATA = "/var/lib/postgresql/18/docker";
/** Capabilities with which Docker starts a container. */
const USUAL = ["chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap"];

const compose = readCompose({ PUBLIC_URL: "https://jobs.test", SMS_WEBHOOK_URL: "https://sms.test" });
const account = () => {
  const found = serverAccount();
  if (!found) throw new Error("these tests run as root");
  return found;
};

type Running = { box: Box; child: ChildProcess; ended: Promise<Outcome> };

/** Returns the ids of a process and of everything that it started. */
function family(pid: number): number[] {
  const children = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(children)) return [pid];
  const ids = readFileSync(children, "utf8").split(" ").map(Number).filter(Boolean);
  return [pid, ...ids.flatMap(family)];
}

/**
 * The services `postgres`, `wal` and `recover` of docker-compose.yml with their own commands, environment,
 * volumes and capabilities. Debian's PostgreSQL stands in for the image: server and tools of one version.
 */
export class WalHouse {
  readonly folder = mkdtempSync(join(tmpdir(), "lianpin-wal-"));
  /** More environment for the scripts, by service. */
  readonly settings: Record<string, Record<string, string>> = {};
  /** More settings of the server, such as `max_slot_wal_keep_size=32MB`. */
  readonly server: string[] = [];
  readonly #running = new Map<string, Running>();

  constructor() {
    // In memory: a wait for the disk of this machine proves nothing here.
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2g,mode=755", "tmpfs", this.folder]);
    const root = join(this.folder, "root");
    makeRoot(root);
    const { uid, gid } = account();
    appendFileSync(join(root, "etc/passwd"), `postgres:x:${uid}:${gid}::/var/lib/postgresql:/bin/sh\n`);
    appendFileSync(join(root, "etc/group"), `postgres:x:${gid}:\n`);
    mkdirSync(join(root, "var/lib/postgresql"), { recursive: true });
    // As in the image, which gives its content and owner to new volumes.
    for (const name of ["postgres", "socket"]) this.#volume(name, true);
    this.#create();
  }

  /** The path of a volume on this machine. */
  volume = (name: string) => join(this.folder, "volumes", name);

  /** Names of the complete base backups with their series, oldest first. */
  bases(): string[] {
    const archive = this.volume("wal");
    const series = readdirSync(archive).filter((name) => /^series-.*Z$/.test(name));
    return series
      .flatMap((one) => readdirSync(join(archive, one)).map((name) => `${one}/${name}`))
      .filter((path) => /\/base-.*Z$/.test(path))
      .sort();
  }

  /** Starts a service, and for `postgres` waits until it answers. */
  async start(name: "postgres" | "wal"): Promise<void> {
    const box = this.#box(name);
    const child = startInBox(box, this.#command(name));
    const ended = outcomeOf(child);
    this.#running.set(name, { box, child, ended });
    if (name === "postgres") await vi.waitFor(() => this.query("select 1"), PATIENCE);
  }

  /** Waits until the service `wal` is healthy by its own check. */
  async healthy(): Promise<void> {
    const check = compose.services.wal?.healthcheck?.test.slice(1) ?? [];
    await vi.waitFor(async () => expect((await this.beside(check)).code).toBe(0), PATIENCE);
  }

  /** Runs a command in the container `wal`, as `docker compose exec wal` does. */
  beside(command: string[]): Promise<Outcome> {
    const { box, child } = this.#of("wal");
    return joinBox(box, child.pid ?? 0, command);
  }

  /** Starts a command in the container `wal`; it leads a process group. */
  startBeside(command: string[]): ChildProcess {
    const { box, child } = this.#of("wal");
    return startBeside(box, child.pid ?? 0, command);
  }

  /** Runs the service `recover`, as `docker compose run --rm recover` does. */
  recover(time?: string): Promise<Outcome> {
    const box = this.#box("recover");
    const command = compose.services.recover?.command ?? [];
    return outcomeOf(startInBox(box, time ? [...command, time] : command));
  }

  /** Stops a service by SIGTERM, and returns its exit code and output. */
  async stop(name: string): Promise<Outcome> {
    const { child, ended } = this.#of(name);
    child.kill(name === "postgres" ? "SIGINT" : "SIGTERM");
    this.#running.delete(name);
    return ended;
  }

  /** Kills a service and all its processes by SIGKILL. */
  async kill(name: string): Promise<void> {
    const { child, ended } = this.#of(name);
    for (const pid of family(child.pid ?? 0)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    }
    this.#running.delete(name);
    await ended;
  }

  loseData = () => rmSync(join(this.volume("postgres"), "18"), { recursive: true });

  client = () => new pg.Client({ host: this.volume("socket"), user: "lianpin", database: "lianpin" });

  async query(text: string): Promise<string[][]> {
    const client = this.client();
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query({ text, rowMode: "array" });
      return rows.map((row: unknown[]) => row.map(String));
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    for (const name of [...this.#running.keys()].reverse()) await this.kill(name);
    execFileSync("umount", ["--lazy", this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #of(name: string): Running {
    const running = this.#running.get(name);
    if (!running) throw new Error(`${name} does not run`);
    return running;
  }

  #volume(name: string, postgres: boolean): string {
    const path = this.volume(name);
    mkdirSync(path, { recursive: true });
    if (postgres) chownSync(path, account().uid, account().gid);
    return path;
  }

  /** Creates the database as the image does at its first start. */
  #create(): void {
    const service = compose.services.postgres;
    const { uid, gid } = account();
    const data = join(this.volume("postgres"), "18/docker");
    mkdirSync(data, { recursive: true });
    chownSync(data, uid, gid);
    const version = versions.at(-1) ?? "";
    const run = (command: string, args: string[], input = "") =>
      execFileSync(join(PROGRAMS, version, "bin", command), args, {
        uid,
        gid,
        cwd: "/",
        input,
        stdio: "pipe",
      });
    const user = service?.environment?.POSTGRES_USER ?? "";
    run("initdb", [`--pgdata=${data}`, `--username=${user}`, "--encoding=UTF8", "--locale=C.UTF-8"]);
    appendFileSync(join(data, "pg_hba.conf"), "host all all all scram-sha-256\n");
    run(
      "postgres",
      ["--single", "-D", data, "postgres"],
      `create database ${service?.environment?.POSTGRES_DB}\n`,
    );
  }

  #command(name: string): string[] {
    const { command = [], image } = compose.services[name] as Service;
    expect(image).toMatch(/^postgres:\d+-/);
    if (name !== "postgres") return command;
    const here = ["listen_addresses=", "unix_socket_directories=/var/run/postgresql", ...this.server];
    const own = [...command, ...here.flatMap((one) => ["-c", one])];
    // The image's entry point becomes the account postgres.
    const become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];
    return [...become, ...own, "-D", PGDATA];
  }

  #box(name: "postgres" | "wal" | "recover"): Box {
    const service = compose.services[name] as Service;
    const mounts = (service.volumes ?? []).map((text) => {
      const [from = "", to = "", mode] = text.split(":");
      const path = from.startsWith("./") ? join(ROOT, from) : this.#volume(from, false);
      return { from: path, to, readOnly: mode === "ro" };
    });
    const added = service.cap_add?.map((one) => one.toLowerCase()) ?? [];
    return {
      root: join(this.folder, "root"),
      workdir: "/",
      user: "root",
      env: {
        PATH: `/usr/local/bin:/usr/bin:/bin:${join(PROGRAMS, versions.at(-1) ?? "", "bin")}`,
        PGDATA,
        ...service.environment,
        ...this.settings[name],
      },
      mounts,
      tmpfs: service.tmpfs ?? [],
      readOnly: service.read_only ?? false,
      capabilities: service.cap_drop ? added : USUAL,
    };
  }
}

/** Inserts one row after the other. `acked` are the rows that the server confirmed, by time. */
export class Writer {
  readonly acked: { n: number; atMs: number }[] = [];
  readonly #client: pg.Client;
  #going = true;
  #ended: Promise<void> = Promise.resolve();

  constructor(
    house: WalHouse,
    private n = 0,
  ) {
    this.#client = house.client();
    this.#client.on("error", () => undefined);
  }

  async start(): Promise<this> {
    await this.#client.connect();
    this.#ended = this.#write();
    return this;
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#ended;
    await this.#client.end().catch(() => undefined);
  }

  async #write(): Promise<void> {
    while (this.#going) {
      this.n += 1;
      try {
        await this.#client.query("insert into kept (n, filler) values ($1, repeat('x', 500))", [this.n]);
      } catch {
        return;
      }
      this.acked.push({ n: this.n, atMs: Date.now() });
    }
  }
}

export const endOf = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};
