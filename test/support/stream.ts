import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { FRAGMENT_S, nginxConfig } from "../../src/livestreams/signal/nginx-config.ts";
import { freePort, onFreePort } from "./redis.ts";
import { spawnTied } from "./tied.ts";

const NGINX = "/usr/sbin/nginx";
const MODULE = "/usr/lib/nginx/modules/ngx_rtmp_module.so";
const FFMPEG = "/usr/bin/ffmpeg";

/**
 * False if a program is missing: tests that need it are then skipped. In CI it is true, so that they fail.
 */
export const streamsInstalled: boolean =
  [NGINX, MODULE, FFMPEG].every((path) => existsSync(path)) || Boolean(process.env.CI);

export type Publisher = {
  /**
   * Resolves with true if nginx let it in and it still sends after this time, and with false once it ended.
   */
  sends(afterMs: number): Promise<boolean>;
  signal(name: NodeJS.Signals): void;
  ended: Promise<void>;
};

export type TestStreams = {
  pushUrl: string;
  hlsUrl: string;
  controlUrl: string;
  /** Folder into which nginx records. */
  recordings: string;
  /** Publishes a test picture to a stream key with ffmpeg, in real time. */
  publish(streamKey: string): Publisher;
  /** Kills nginx with all its processes, which tell nobody. Its last pictures stay. */
  kill(): Promise<void>;
  /** Starts nginx again after `kill`, on the same ports and pictures. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Encodes a picture of 25 frames a second with a key frame for each fragment. */
export const encoding = (fragmentS: number): string[] =>
  [
    ["-c:v", "libx264", "-profile:v", "main", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "800k"],
    ["-g", String(25 * fragmentS), "-keyint_min", String(25 * fragmentS), "-sc_threshold", "0"],
    ["-f", "flv"],
  ].flat();

/** A picture of 480 lines in real time. */
const PICTURE = ["-re", "-f", "lavfi", "-i", "testsrc=size=854x480:rate=25"];

/**
 * `fragmentS` is the length of a fragment, and `dropIdleS` the time after which nginx drops a silent
 * publisher. Tests that wait for either shorten them.
 */
export type StreamPace = { fragmentS: number; dropIdleS: number };
const PACE: StreamPace = { fragmentS: FRAGMENT_S, dropIdleS: 10 };

/** Returns the configuration of operators at another pace. Throws if it no longer has these lines. */
function atPace(text: string, { fragmentS, dropIdleS }: StreamPace): string {
  return [
    ["hls_fragment", FRAGMENT_S, fragmentS],
    ["hls_playlist_length", 6 * FRAGMENT_S, 6 * fragmentS],
    ["drop_idle_publisher", PACE.dropIdleS, dropIdleS],
  ].reduce((all, [name, from, to]) => {
    const line = `${name} ${from}s;`;
    if (!all.includes(line)) throw new Error(`the configuration has no ${line}`);
    return all.replace(line, `${name} ${to}s;`);
  }, text);
}

const endOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
  });

function startPublisher(address: string, fragmentS: number): Publisher & { child: ChildProcess } {
  const args = ["-nostdin", "-loglevel", "error", ...PICTURE, ...encoding(fragmentS), address];
  const child = spawnTied(FFMPEG, args);
  const ended = endOf(child);
  return {
    child,
    ended,
    signal: (name) => void child.kill(name),
    sends: async (afterMs) => Promise.race([ended.then(() => false), wait(afterMs, true)]),
  };
}

/** Ends a process and its children by its process group. */
function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/**
 * Starts a real nginx with its RTMP module on free loopback ports, by the configuration that operators get.
 * Its callbacks go to `program`.
 */
export async function startStreams(
  of: { program: string; secret: string } & Partial<StreamPace>,
): Promise<TestStreams> {
  for (const path of [NGINX, MODULE, FFMPEG])
    if (!existsSync(path)) throw new Error(`${path} is missing: install libnginx-mod-rtmp and ffmpeg`);
  return onFreePort((port) => startOn(port, { ...PACE, ...of }));
}

async function startOn(
  rtmpPort: number,
  { program, secret, ...pace }: { program: string; secret: string } & StreamPace,
) {
  const [httpPort, controlPort] = [await freePort(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), "lianpin-streams-"));
  await chmod(folder, 0o755);
  const recordings = join(folder, "recordings");
  await mkdir(join(folder, "hls"));
  await mkdir(recordings);
  const text = nginxConfig({
    user: null,
    module: MODULE,
    rtmp: `127.0.0.1:${rtmpPort}`,
    http: `127.0.0.1:${httpPort}`,
    control: `127.0.0.1:${controlPort}`,
    folder,
    recordings,
    pid: join(folder, "nginx.pid"),
    sites: null,
    program,
    secret,
  });
  const file = join(folder, "nginx.conf");
  await writeFile(file, atPace(text, pace));
  const user = process.getuid?.() === 0 ? "user root; " : "";
  const args = ["-p", folder, "-e", join(folder, "error.log"), "-c", file, "-g", `${user}daemon off;`];
  const checked = spawnSync(NGINX, ["-t", ...args], { encoding: "utf8" });
  if (checked.status !== 0) throw new Error(`nginx refuses its configuration: ${checked.stderr}`);
  const remove = () => rm(folder, { recursive: true, force: true });
  const start = async (): Promise<ChildProcess> => {
    const started = spawnTied(NGINX, args, { leaves: folder });
    for (let tries = 0; !(await answers(`http://127.0.0.1:${httpPort}/`)); tries += 1) {
      if (tries > 200 || started.exitCode !== null) {
        endGroup(started, "SIGKILL");
        const log = await readFile(join(folder, "error.log"), "utf8").catch(() => "");
        await remove();
        throw new Error(`nginx did not start: ${log}`);
      }
      await wait(50);
    }
    return started;
  };
  let nginx = await start();
  const publishers: ReturnType<typeof startPublisher>[] = [];
  const pushUrl = `rtmp://127.0.0.1:${rtmpPort}/live`;
  const kill = async () => {
    endGroup(nginx, "SIGKILL");
    await endOf(nginx);
  };
  return {
    pushUrl,
    hlsUrl: `http://127.0.0.1:${httpPort}/hls`,
    controlUrl: `http://127.0.0.1:${controlPort}/control`,
    recordings,
    publish(streamKey: string): Publisher {
      const started = startPublisher(`${pushUrl}/${streamKey}`, pace.fragmentS);
      publishers.push(started);
      return started;
    },
    kill,
    async restart() {
      nginx = await start();
    },
    async stop() {
      for (const { child } of publishers) child.kill("SIGKILL");
      await Promise.all(publishers.map(({ ended }) => ended));
      await kill();
      await remove();
    },
  };
}
