import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/sources.ts";

export const SITE = "jobs.example.org";

export type Place = {
  /** A folder for the proxy's files. */
  folder: string;
  /** Loopback address that the proxy listens on, at the usual ports. */
  address: string;
  /** Address and port of the program. */
  upstream: string;
};
export type Proxy = {
  name: string;
  installed: boolean;
  /** Writes the sample's configuration for this place, and returns the exit code of the proxy's own check. */
  check(place: Place): { code: number | null; output: string };
  start(place: Place): ChildProcess;
  /** The signal that ends it at once, with its processes and without waiting for open connections. */
  signal: NodeJS.Signals;
};

const sample = (name: string) => readFileSync(join(ROOT, "docs/examples", name), "utf8");

/** Replaces each text of a sample. Throws if the sample does not contain it. */
function adapted(text: string, changes: [string, string][]): string {
  return changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the sample does not contain ${from}`);
    return now.replaceAll(from, to);
  }, text);
}

/** Makes a certificate of its own authority, as `fullchain.pem` and `privkey.pem`. */
export function makeCertificate(folder: string): void {
  mkdirSync(join(folder, "tls"), { recursive: true });
  const [key, chain] = [join(folder, "tls/privkey.pem"), join(folder, "tls/fullchain.pem")];
  const subject = ["-subj", `/CN=${SITE}`, "-addext", `subjectAltName=DNS:${SITE}`];
  const files = ["-keyout", key, "-out", chain];
  const made = spawnSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
      ...subject,
      ...files,
    ],
    { encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
}

const outcome = ({ status, stdout, stderr }: ReturnType<typeof spawnSync>) => ({
  code: status,
  output: `${stdout}${stderr}`,
});

/** nginx reads the sample inside the frame that Debian's and the image's nginx.conf have. */
const nginxArgs = ({ folder }: Place) => ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")];
const nginx: Proxy = {
  name: "nginx",
  signal: "SIGTERM",
  installed: existsSync("/usr/sbin/nginx") || Boolean(process.env.CI),
  check(place) {
    const { folder, address, upstream } = place;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${join(folder, name)};`,
    );
    writeFileSync(
      join(folder, "sample.conf"),
      adapted(sample("nginx.conf"), [
        ["listen 80;", `listen ${address}:80;`],
        ["listen 443 ", `listen ${address}:443 `],
        ["server api:3000;", `server ${upstream};`],
        ["/etc/nginx/tls/", `${join(folder, "tls")}/`],
      ]),
    );
    writeFileSync(
      join(folder, "nginx.conf"),
      `daemon off;\npid ${join(folder, "pid")};\nuser root;\nevents {}\nhttp {\n${temporary.join("\n")}\naccess_log off;\ninclude ${join(folder, "sample.conf")};\n}\n`,
    );
    return outcome(spawnSync("nginx", ["-t", ...nginxArgs(place)], { encoding: "utf8" }));
  },
  start: (place) => spawn("nginx", nginxArgs(place), { stdio: "ignore" }),
};

const caddyArgs = ({ folder }: Place) => ["--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
const caddyEnv = ({ folder }: Place) => ({
  PATH: process.env.PATH ?? "",
  HOME: folder,
  XDG_DATA_HOME: folder,
  XDG_CONFIG_HOME: folder,
});
const caddy: Proxy = {
  name: "Caddy",
  signal: "SIGKILL",
  installed: existsSync("/usr/bin/caddy") || Boolean(process.env.CI),
  check(place) {
    const { folder, address, upstream } = place;
    const own = `\tbind ${address}\n\ttls ${join(folder, "tls/fullchain.pem")} ${join(folder, "tls/privkey.pem")}\n`;
    const global = `{\n\tadmin off\n\tdefault_bind ${address}\n}\n`;
    const text = adapted(sample("Caddyfile"), [
      [`\n${SITE} {\n`, `\n${SITE} {\n${own}`],
      ["api:3000", upstream],
    ]);
    writeFileSync(join(folder, "Caddyfile"), global + text);
    return outcome(
      spawnSync("caddy", ["validate", ...caddyArgs(place)], { encoding: "utf8", env: caddyEnv(place) }),
    );
  },
  start: (place) => spawn("caddy", ["run", ...caddyArgs(place)], { stdio: "ignore", env: caddyEnv(place) }),
};

export const PROXIES = [nginx, caddy];
