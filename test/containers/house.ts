import { type ChildProcess, execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Box, joinBox, type Outcome, outcomeOf, startInBox } from "./box.ts";
import { type Compose, type Condition, millisecondsOf, type Service } from "./compose-file.ts";
import { type Engine, startDatabase, startQueue } from "./engines.ts";
import type { Image } from "./image.ts";

type Deferred = { promise: Promise<void>; resolve(): void; reject(error: unknown): void };
const deferred = (): Deferred => {
  let [resolve, reject]: [() => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
};
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Runs an engine's health check on this machine. */
const succeeds = ([command = "", ...args]: string[], env: Record<string, string>) =>
  new Promise<boolean>((resolve) => {
    execFile(command, args, { env, timeout: 5_000 }, (error) => resolve(error === null));
  });

/** One running container of ours. */
export type Container = {
  service: string;
  address: string;
  box: Box;
  child: ChildProcess;
  ended: Promise<Outcome>;
};

type Parts = {
  compose: Compose;
  image: Image;
  /** A folder for volumes, secrets and the file of host names. */
  folder: string;
  /** Address of each replica of each service. The first is what the service's name resolves to. */
  addresses: Record<string, string[]>;
  /** Resolves when the engine that cannot run here has its stand-in. Others start by themselves. */
  standIn: Record<string, Promise<Engine>>;
  /** Services that are not started. Those of a profile never are. */
  without?: string[];
};

/**
 * Starts the services of docker-compose.yml in the order of their conditions, each with its own command,
 * environment, secrets, volumes and health check. A container's network is the only thing that differs: it is
 * an address of the loopback interface, so `0.0.0.0` and `127.0.0.1` become that address.
 */
export class House {
  /** The events in their order: `postgres healthy`, `migrate completed`, `api started`. */
  readonly events: string[] = [];
  readonly containers: Container[] = [];
  readonly #parts: Parts;
  readonly #engines: Engine[] = [];
  readonly #reached = new Map<string, Record<Condition, Deferred>>();
  #ending = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const hosts = Object.entries(parts.addresses).flatMap(([name, all]) =>
      all.map((one) => `${one} ${name}`),
    );
    writeFileSync(this.#path("hosts"), `127.0.0.1 localhost\n${hosts.join("\n")}\n`);
    for (const name of Object.keys(parts.compose.services))
      this.#reached.set(name, {
        service_started: deferred(),
        service_healthy: deferred(),
        service_completed_successfully: deferred(),
      });
  }

  /** Starts every service. Failures reject what waits for them; `until` shows them. */
  up(): void {
    const { compose, without = [] } = this.#parts;
    const wanted = Object.entries(compose.services).filter(
      ([name, { profiles }]) => !profiles && !without.includes(name),
    );
    for (const [name] of wanted)
      this.#start(name).catch((error) => {
        for (const state of Object.values(this.#states(name))) state.reject(error);
      });
  }

  /** Resolves when a service has reached a condition. Rejects if it, or one that it needs, failed. */
  until(name: string, condition: Condition): Promise<void> {
    return this.#states(name)[condition].promise;
  }

  /** Runs a command as `docker compose run` does: with a service's environment, secrets and volumes. */
  run(name: string, command: string[], mounts: Box["mounts"] = []): Promise<Outcome> {
    const box = this.#box(this.#service(name), this.#parts.addresses[name]?.[0] ?? "");
    return outcomeOf(startInBox({ ...box, mounts: [...(box.mounts ?? []), ...mounts] }, command));
  }

  /** Returns the text of a file in a named volume. */
  readVolume(name: string, file: string): string {
    return readFileSync(join(this.#path(`volumes/${name}`), file), "utf8");
  }

  /** Returns the names of the files in a named volume. */
  listVolume(name: string): string[] {
    return readdirSync(this.#path(`volumes/${name}`));
  }

  /** Stops our containers by SIGTERM, then the engines. Returns the exit codes by service. */
  async down(): Promise<[service: string, code: number | null][]> {
    this.#ending = true;
    const codes = this.containers.map(async ({ child, ended, service }): Promise<[string, number | null]> => {
      child.kill("SIGTERM");
      const limitMs = millisecondsOf(this.#service(service).stop_grace_period ?? "10s");
      const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
      const { code } = await ended;
      clearTimeout(timer);
      return [service, code];
    });
    const ended = await Promise.all(codes);
    this.containers.length = 0;
    for (const engine of this.#engines.splice(0)) await engine.stop();
    return ended;
  }

  #path = (name: string) => join(this.#parts.folder, name);
  #secret = (name: string) => readFileSync(this.#path(`secrets/${name}`), "utf8");

  #service(name: string): Service {
    const service = this.#parts.compose.services[name];
    if (!service) throw new Error(`no service ${name}`);
    return service;
  }

  #states(name: string): Record<Condition, Deferred> {
    const states = this.#reached.get(name);
    if (!states) throw new Error(`no service ${name}`);
    return states;
  }

  #reach(name: string, condition: Condition): void {
    this.events.push(`${name} ${condition.replace("service_", "").replace("_successfully", "")}`);
    this.#states(name)[condition].resolve();
  }

  async #start(name: string): Promise<void> {
    const service = this.#service(name);
    const needs = Object.entries(service.depends_on ?? {});
    await Promise.all(needs.map(([other, { condition }]) => this.until(other, condition)));
    if (this.#ending) return;
    if (service.build === undefined) return this.#startEngine(name, service);
    this.#reach(name, "service_started");
    if (service.restart === "unless-stopped") return this.#startReplicas(name, service);
    for (;;) {
      const ran = await this.run(name, service.command ?? this.#parts.image.command);
      if (ran.code === 0) return this.#reach(name, "service_completed_successfully");
      if (service.restart !== "on-failure" || this.#ending)
        throw new Error(`${name}: ${ran.code}\n${ran.output}`);
      await pause(200);
    }
  }

  async #startEngine(name: string, service: Service): Promise<void> {
    const [address = ""] = this.#parts.addresses[name] ?? [];
    const place = { address, secret: this.#secret };
    const start = { postgres: startDatabase, redis: startQueue }[name];
    const engine = start ? await start(service, place) : await this.#parts.standIn[name];
    if (!engine) throw new Error(`nothing stands in for ${name}`);
    this.#engines.push(engine);
    this.#reach(name, "service_started");
    const [kind, ...rest] = service.healthcheck?.test ?? [];
    const command = kind === "CMD-SHELL" ? ["sh", "-c", rest.join(" ")] : rest;
    const env = { PATH: process.env.PATH ?? "", PGHOST: address };
    const here = command.flatMap((word) =>
      word === "redis-cli" ? [word, "-h", address] : [word.replace("127.0.0.1", address)],
    );
    await this.#untilHealthy(name, service, () => succeeds(here, env));
  }

  async #startReplicas(name: string, service: Service): Promise<void> {
    const addresses = this.#parts.addresses[name] ?? [];
    const replicas = service.deploy?.replicas ?? 1;
    if (addresses.length !== replicas)
      throw new Error(`${name}: ${replicas} replicas need as many addresses`);
    await Promise.all(
      addresses.map(async (address) => {
        const box = this.#box(service, address);
        const child = startInBox(box, service.command ?? this.#parts.image.command);
        const ended = outcomeOf(child);
        this.containers.push({ service: name, address, box, child, ended });
        const command = service.healthcheck?.test.slice(1).map((word) => word.replace("127.0.0.1", address));
        await Promise.race([
          this.#untilHealthy(
            name,
            service,
            async () => (await joinBox(box, child.pid ?? 0, command ?? ["true"])).code === 0,
          ),
          ended.then(({ code, output }) => {
            if (!this.#ending) throw new Error(`${name} ended with ${code}:\n${output}`);
          }),
        ]);
      }),
    );
  }

  /** Runs a health check until it succeeds, as often as Compose would, but a failed one sooner again. */
  async #untilHealthy(name: string, service: Service, check: () => Promise<boolean>): Promise<void> {
    const { interval = "5s", retries = 20 } = service.healthcheck ?? {};
    const end = Date.now() + millisecondsOf(interval) * retries + 60_000;
    while (!(await check())) {
      if (this.#ending) return;
      if (Date.now() > end) throw new Error(`${name} does not become healthy`);
      await pause(250);
    }
    if (!this.events.includes(`${name} healthy`)) this.#reach(name, "service_healthy");
  }

  #box(service: Service, address: string): Box {
    const { image, compose } = this.#parts;
    const env = Object.entries(service.environment ?? {}).map(([key, value]) => [
      key,
      value === "0.0.0.0" ? address : value,
    ]);
    const secrets = (service.secrets ?? []).map((secret) => {
      if (!compose.secrets[secret]) throw new Error(`no secret ${secret}`);
      return { from: this.#path(`secrets/${secret}`), to: `/run/secrets/${secret}`, readOnly: true };
    });
    const volumes = (service.volumes ?? []).map((text) => {
      const [volume = "", to = "", mode] = text.split(":");
      return { from: this.#volume(volume, to), to, readOnly: mode === "ro" };
    });
    const hosts = { from: this.#path("hosts"), to: "/etc/hosts", readOnly: true };
    return {
      ...image,
      env: { ...image.env, ...Object.fromEntries(env) },
      mounts: [...secrets, ...volumes, hosts],
      tmpfs: service.tmpfs ?? [],
      readOnly: service.read_only ?? false,
    };
  }

  /** Returns a volume's folder. A new volume takes content and owner of the image's folder, as in Docker. */
  #volume(name: string, to: string): string {
    const path = this.#path(`volumes/${name}`);
    if (existsSync(path)) return path;
    const inside = join(this.#parts.image.root, to);
    mkdirSync(this.#path("volumes"), { recursive: true });
    if (existsSync(inside)) execFileSync("cp", ["-a", inside, path]);
    else mkdirSync(path);
    return path;
  }
}
