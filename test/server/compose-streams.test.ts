import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/platform/config/index.ts";
import { joinCompose, readCompose, STREAM_TEXT } from "../containers/compose-file.ts";
import { complaints } from "../containers/compose-schema.ts";
import { readDockerfile } from "../containers/dockerfile.ts";

const values = { PUBLIC_URL: "https://jobs.test", SMS_WEBHOOK_URL: "https://sms.test" };
const STREAMS = { STREAM_PUSH_URL: "rtmp://live.test/live", STREAM_HLS_URL: "https://live.test/hls" };
const compose = readCompose(values);

/** Returns a secret of 32 characters or more that belongs to one file. */
const secretOf = (path: string) => Buffer.from(path).toString("hex");

describe("docs/examples/compose.stream.yml", () => {
  const own = readCompose({ ...values, ...STREAMS }, STREAM_TEXT);
  const both = joinCompose(compose, own);
  const { stream, api, worker, "stream-config": written } = both.services;
  const command = written?.command?.at(-1) ?? "";
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1];

  test("is valid alone and with docker-compose.yml, and needs its addresses", () => {
    expect([complaints(own), complaints(both)]).toEqual([[], []]);
    expect(() => readCompose(values, STREAM_TEXT)).toThrow("STREAM_PUSH_URL");
    for (const one of [stream, written])
      expect(one).toMatchObject({ read_only: true, init: true, cap_drop: ["ALL"], mem_limit: "512m" });
    // Phones push to it, and RTMP has no proxy.
    expect(stream).toMatchObject({ ports: ["1935:1935"], logging: { options: { "max-size": "10m" } } });
    expect(stream?.depends_on).toEqual({
      "stream-config": { condition: "service_completed_successfully" },
      api: { condition: "service_healthy" },
    });
    expect(stream?.healthcheck?.test.length).toBeGreaterThan(0);
  });

  test("adds one secret, for api, worker and the writer of the configuration alone", () => {
    expect(Object.keys(own.secrets)).toEqual(["stream_secret"]);
    expect(Object.keys(both.secrets).sort()).toEqual(
      [...Object.keys(compose.secrets), "stream_secret"].sort(),
    );
    for (const name of ["api", "worker"] as const) {
      expect(both.services[name]?.secrets).toEqual([
        ...(compose.services[name]?.secrets ?? []),
        "stream_secret",
      ]);
      const config = readConfig(both.services[name]?.environment ?? {}, secretOf);
      expect([config.production, config.streams]).toMatchObject([
        true,
        { server: "nginx", secret: secretOf("/run/secrets/stream_secret"), pushUrl: STREAMS.STREAM_PUSH_URL },
      ]);
    }
    const files: string[] = [];
    const config = readConfig(written?.environment ?? {}, (path) => {
      files.push(path);
      return secretOf(path);
    });
    expect([config.production, files, written?.secrets]).toEqual([
      false,
      ["/run/secrets/stream_secret"],
      ["stream_secret"],
    ]);
    expect(stream?.secrets).toBeUndefined();
    expect(STREAM_TEXT).not.toMatch(/(PASSWORD|_KEY|_SECRET): /);
  });

  test("writes the streaming server's configuration for the ports, folders and account that it has", () => {
    const folder = option("folder");
    expect(option("program")).toBe(`http://api:${api?.expose?.[0]}`);
    expect([option("http"), option("control")]).toEqual(stream?.expose);
    expect(command).toContain("> /stream/nginx.conf");
    expect(command).toContain(`mkdir -p ${folder}/hls ${folder}/recordings `);
    const config = readConfig(api?.environment ?? {}, secretOf);
    expect(config.streams?.controlUrl).toBe(`http://stream:${option("control")}/control`);
    const image = readFileSync(new URL("../../docs/examples/stream.Dockerfile", import.meta.url), "utf8");
    expect(stream?.build).toEqual({ context: "docs/examples", dockerfile: "stream.Dockerfile" });
    expect(image).toContain('"/stream/nginx.conf"');
  });

  test("records into a volume that the worker reads and empties, and cuts with ffmpeg", () => {
    const folder = option("folder");
    for (const one of [written, worker]) {
      const { recordings } = readConfig(one?.environment ?? {}, secretOf);
      expect([recordings.folder, recordings.ffmpeg, recordings.years]).toEqual([
        `${folder}/recordings`,
        "ffmpeg",
        3,
      ]);
    }
    // Without `:ro`: nginx writes, and the worker removes.
    for (const one of [stream, written, worker]) expect(one?.volumes).toContain(`streams:${folder}`);
    expect(worker?.volumes).toEqual([...(compose.services.worker?.volumes ?? []), `streams:${folder}`]);
    expect(worker?.build).toEqual({ context: ".", target: "recorder" });
    const stages = readDockerfile(readFileSync(new URL("../../Dockerfile", import.meta.url), "utf8"));
    const recorder = stages.find(({ name }) => name === "recorder");
    expect(recorder?.base).toBe("program");
    const ran = recorder?.steps.flatMap((step) => (step.kind === "run" ? [step.command] : []));
    expect(ran).toEqual([expect.stringMatching(/apt-get install .* ffmpeg /)]);
    // The account of our image, whose folders are its own. An empty volume takes their owner.
    expect(recorder?.steps.at(-1)).toEqual({ kind: "user", name: "node" });
    expect(stream?.user).toBe("1000:1000");
    const program = JSON.stringify(stages.find(({ name }) => name === "program")?.steps);
    expect(program).toMatch(/install -d -o node -g node [^"]*\/stream \/streams/);
    expect(stages.at(-1)).toEqual({ base: "program", name: null, steps: [] });
  });
});
