import { chmodSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { nginxConfig } from "../../src/livestreams/index.ts";
import { ConfigError } from "../../src/platform/config/index.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { STREAM_COMMAND as TEXT } from "../../src/web/text/terminal/stream.ts";
import { runCommand, UsageError } from "./run-command.ts";

function options() {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        out: { type: "string" },
        program: { type: "string" },
        user: text("www-data"),
        folder: text("/var/lib/lianpin-streams"),
        module: text("modules/ngx_rtmp_module.so"),
        rtmp: text("1935"),
        http: text("127.0.0.1:8081"),
        control: text("127.0.0.1:8082"),
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${TEXT.usage}`);
  }
}

/** Debian's places of the process id and of further sites, such as the TLS proxy. */
const DEBIAN = { pid: "/run/nginx.pid", sites: "/etc/nginx/conf.d/*.conf" };

/** Values stand in the file as they are, so none may end a directive. */
const PLAIN = /^[\w.:/[\]@-]+$/;

/** Writes a file that its owner alone may read, because it holds a secret. */
function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
}

/**
 * `npm run stream -- config`: prints the configuration of an nginx with the RTMP module that takes publishers
 * for this program, or writes it with `--out`. npm prints lines of its own before it. It holds STREAM_SECRET.
 */
async function main(): Promise<number> {
  const { values, positionals } = options();
  if (positionals.length !== 1 || positionals[0] !== "config") throw new UsageError(TEXT.usage);
  const { streams, recordings, port } = readNodeConfig();
  const { out, ...rest } = values;
  const named = { ...rest, program: rest.program ?? `http://127.0.0.1:${port}` };
  const wrong = Object.entries(named).find(([, value]) => !PLAIN.test(value));
  if (wrong) throw new UsageError(TEXT.notPlain(wrong[0]));
  if (streams?.server !== "nginx")
    throw new ConfigError({
      code: "STREAM_NGINX_REQUIRED",
      text: "STREAM_SERVER=nginx and the variables that go with it are needed",
    });
  if (!PLAIN.test(streams.secret)) throw new UsageError(TEXT.notPlain("STREAM_SECRET"));
  const { folder } = recordings;
  if (folder !== null && !PLAIN.test(folder)) throw new UsageError(TEXT.notPlain("STREAM_RECORDINGS"));
  const text = nginxConfig({ ...named, ...DEBIAN, recordings: folder, secret: streams.secret });
  if (out === undefined) console.log(text);
  else {
    writeSecret(out, text);
    console.log(TEXT.written(out));
  }
  return 0;
}

runCommand(main);
