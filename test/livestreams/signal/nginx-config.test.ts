import { expect, test } from "vitest";
import { FRAGMENT_S, nginxConfig } from "../../../src/livestreams/signal/nginx-config.ts";

const SETUP = {
  user: null,
  module: "modules/ngx_rtmp_module.so",
  rtmp: "1935",
  http: "127.0.0.1:8081",
  control: "127.0.0.1:8082",
  folder: "/var/lib/lianpin-streams",
  recordings: "/var/lib/lianpin-streams/recordings",
  pid: "/run/nginx.pid",
  sites: null,
  program: "http://127.0.0.1:3000",
  secret: "a-secret-of-the-streaming-server-0123",
};

test("the configuration of nginx has one address for each event, and none that a restart could fail", () => {
  const text = nginxConfig(SETUP);
  const lines = text.split("\n").map((line) => line.trim());
  expect(lines.filter((line) => /^on_/.test(line)).sort()).toEqual([
    `on_publish http://127.0.0.1:3000/callbacks/streams/nginx/publish?secret=${SETUP.secret};`,
    `on_publish_done http://127.0.0.1:3000/callbacks/streams/nginx/unpublish?secret=${SETUP.secret};`,
    `on_record_done http://127.0.0.1:3000/callbacks/streams/nginx/recorded?secret=${SETUP.secret};`,
  ]);
  expect(lines).toContain(`hls_fragment ${FRAGMENT_S}s;`);
  expect(lines).toContain("worker_processes 1;");
  expect(text).not.toMatch(/master_process|daemon/);
});

test("the workers have the account to which the folders belong", () => {
  expect(nginxConfig({ ...SETUP, user: "www-data" })).toMatch(/^user www-data;$/m);
  expect(nginxConfig(SETUP)).not.toMatch(/^user /m);
});

test("a browser may read that there is no picture", () => {
  expect(nginxConfig(SETUP)).toContain("Access-Control-Allow-Origin * always;");
});

test("further sites stand beside the pictures", () => {
  const sites = "/etc/nginx/conf.d/*.conf";
  expect(nginxConfig({ ...SETUP, sites })).toContain(`include ${sites};`);
  expect(nginxConfig(SETUP)).not.toContain("include ");
});

test("each take is a file of its own, and without a folder nothing is recorded", () => {
  expect(nginxConfig(SETUP)).toMatch(/record all;\s+record_path \S+\/recordings;\s+record_unique on;/);
  const none = nginxConfig({ ...SETUP, recordings: null });
  expect(none).toContain("record off;");
  expect(none).not.toMatch(/record_|on_record/);
});
