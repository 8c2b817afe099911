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
        program: text("http://127.0.0.1:3000"),
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

/**
 * `npm run stream -- config`: prints the configuration of an nginx with the RTMP module that takes publishers
 * for this program. It holds STREAM_SECRET.
 */
async function main(): Promise<number> {
  const { values, positionals } = options();
  if (positionals.length !== 1 || positionals[0] !== "config") throw new UsageError(TEXT.usage);
  const wrong = Object.entries(values).find(([, value]) => !PLAIN.test(value));
  if (wrong) throw new UsageError(TEXT.notPlain(wrong[0]));
  const { streams, recordings } = readNodeConfig();
  if (streams?.server !== "nginx")
    throw new ConfigError({
      code: "STREAM_NGINX_REQUIRED",
      text: "STREAM_SERVER=nginx and the variables that go with it are needed",
    });
  if (!PLAIN.test(streams.secret)) throw new UsageError(TEXT.notPlain("STREAM_SECRET"));
  const { folder } = recordings;
  if (folder !== null && !PLAIN.test(folder)) throw new UsageError(TEXT.notPlain("STREAM_RECORDINGS"));
  console.log(nginxConfig({ ...values, ...DEBIAN, recordings: folder, secret: streams.secret }));
  return 0;
}

runCommand(main);
