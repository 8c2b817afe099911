import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { encodeQR } from "qr";
import { openBrowser } from "./browser.ts";

const [WIDTH, HEIGHT, FRAMES] = [640, 480, 20];
const [LIGHT, DARK, NEUTRAL] = [235, 16, 128];

/** Writes a QR code as a raw 4:2:0 video (YUV4MPEG2), for a browser's fake camera. */
function filmOf(text: string, path: string): void {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const scale = Math.floor(Math.min(WIDTH, HEIGHT) / modules.length);
  const [left, top] = [WIDTH, HEIGHT].map((size) => Math.floor((size - modules.length * scale) / 2)) as [
    number,
    number,
  ];
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, NEUTRAL);
  frame.fill(LIGHT, 0, WIDTH * HEIGHT);
  for (const [y, row] of modules.entries())
    for (const [x, dark] of row.entries())
      if (dark)
        for (let line = 0; line < scale; line += 1) {
          const at = (top + y * scale + line) * WIDTH + left + x * scale;
          frame.fill(DARK, at, at + scale);
        }
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const frames = Array.from({ length: FRAMES }, () => [Buffer.from("FRAME\n"), frame]).flat();
  writeFileSync(path, Buffer.concat([head, ...frames]));
}

/** Runs `act` in a browser whose camera sees a QR code of the text. */
export async function beforeCamera(text: string, act: (browser: Browser) => Promise<void>): Promise<void> {
  const film = join(tmpdir(), `lianpin-film-${randomUUID()}.y4m`);
  filmOf(text, film);
  const browser = await openBrowser([
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  try {
    await act(browser);
  } finally {
    await browser.close();
    rmSync(film, { force: true });
  }
}
