import { type ChildProcess, spawn } from "node:child_process";
import { encoding } from "./stream.ts";

const FFMPEG = "/usr/bin/ffmpeg";
const FRAMES_PER_S = 25;
/** A frame has so many fields of equal size, each black or white. */
export const FIELDS = { columns: 16, rows: 9 };
/** Milliseconds since 1970 are written as so many bits, and then inverted once more as a check. */
const BITS = 48;

/** Returns a frame of one grey byte a field that tells the time. Other fields are grey. */
export function frameOf(ms: number): Buffer {
  const frame = Buffer.alloc(FIELDS.columns * FIELDS.rows, 128);
  for (let bit = 0; bit < BITS; bit += 1) {
    const white = Math.floor(ms / 2 ** bit) % 2 === 1;
    frame[bit] = white ? 235 : 16;
    frame[BITS + bit] = white ? 16 : 235;
  }
  return frame;
}

/**
 * Reads the time of a frame from the brightness of its fields; null if it shows none. Runs in the browser.
 */
export function timeOf(fields: ArrayLike<number>): number | null {
  const bits = 48;
  let ms = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    const white = (fields[bit] ?? 0) > 128;
    if (white === (fields[bits + bit] ?? 0) > 128) return null;
    if (white) ms += 2 ** bit;
  }
  return ms;
}

/**
 * Publishes a picture of 480 lines that shows the wall clock as bits, in real time. Each frame has the time
 * at which it was made.
 */
export function publishClock(address: string, fragmentS: number): ChildProcess {
  const { columns, rows } = FIELDS;
  const raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", `${columns}x${rows}`, "-r", String(FRAMES_PER_S)];
  const scale = ["-i", "pipe:0", "-vf", "scale=848:480:flags=neighbor"];
  const args = ["-loglevel", "error", ...raw, ...scale, ...encoding(fragmentS), address];
  const child = spawn(FFMPEG, args, { stdio: ["pipe", "ignore", "inherit"] });
  child.stdin?.on("error", () => undefined);
  const startMs = performance.now();
  let frames = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) * FRAMES_PER_S) / 1_000) + 1;
    for (; frames < due; frames += 1) child.stdin?.write(frameOf(Date.now()));
  }, 1_000 / FRAMES_PER_S);
  child.once("exit", () => clearInterval(timer));
  return child;
}
