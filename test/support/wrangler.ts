import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { freePort } from "./redis.ts";
import { ROOT } from "./sources.ts";

export type Wrangler = { origin: string; stop(): Promise<void> };

/**
 * Starts `wrangler dev`: the real workerd (the runtime of Cloudflare Workers), on a free port and in `cwd`.
 * `vars` take precedence over those of wrangler.toml and .dev.vars.
 */
export async function startWrangler({
  cwd = ROOT,
  vars = {},
  env = {},
}: {
  cwd?: string;
  vars?: Record<string, string>;
  env?: Record<string, string>;
}): Promise<Wrangler> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const cli = createRequire(import.meta.url).resolve("wrangler/bin/wrangler.js");
  const given = Object.entries({ PUBLIC_URL: origin, ...vars });
  const places = ["--port", String(port), "--ip", "127.0.0.1", "--inspector-port", "0"];
  const args = [...places, ...given.flatMap(([name, value]) => ["--var", `${name}:${value}`])];
  const child = spawn(process.execPath, [cli, "dev", ...args], {
    cwd,
    detached: true,
    env: { ...process.env, CI: "true", WRANGLER_SEND_METRICS: "false", ...env },
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready on")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`wrangler ended:\n${output.slice(-3000)}`)));
  });
  return {
    origin,
    async stop() {
      if (child.exitCode !== null || !child.pid) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-child.pid, "SIGTERM");
      await ended;
    },
  };
}
