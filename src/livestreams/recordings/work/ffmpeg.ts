import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RecordingError } from "./hold.ts";

const ERROR_CHARS = 2_000;
const OUTPUT_CHARS = 10_000;

type Run = { input?: ReadableStream<Uint8Array>; timeoutMs: number };

/**
 * Runs a program to its end and returns what it wrote. Arguments are our own numbers and paths, and no shell
 * reads them. Throws for a program that is absent, fails, or does not end in time; it is killed then.
 */
async function run(program: string, args: readonly string[], { input, timeoutMs }: Run): Promise<string> {
  const child = spawn(program, args, { stdio: [input ? "pipe" : "ignore", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout?.on("data", (piece: Buffer) => {
    output = (output + piece.toString()).slice(0, OUTPUT_CHARS);
  });
  child.stderr?.on("data", (piece: Buffer) => {
    errors = (errors + piece.toString()).slice(-ERROR_CHARS);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    const stdin = child.stdin;
    // A program that has read enough closes its input. Its exit code says whether it failed.
    const fed =
      input && stdin
        ? pipeline(Readable.fromWeb(input as Parameters<typeof Readable.fromWeb>[0]), stdin).catch(
            () => undefined,
          )
        : undefined;
    const code = await ended;
    await fed;
    if (code !== 0) throw new RecordingError("ffmpeg", `${program} ended with ${code}: ${errors}`);
    return output;
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw new RecordingError("ffmpeg", error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

const FILM_MS = 30 * 60_000;
const CLIP_MS = 10 * 60_000;
const PROBE_MS = 60_000;
const QUIET = ["-nostdin", "-v", "error", "-y"];
const COPY = ["-c", "copy", "-movflags", "+faststart", "-f", "mp4"];
const seconds = (ms: number) => (ms / 1_000).toFixed(3);

export type Part = { startMs: number; lengthMs: number };

/** Cuts films with ffmpeg, without encoding anything anew. `program` is its path or name. */
export const openFfmpeg = (program: string) => ({
  /**
   * Writes a part of an FLV recording as an MP4 that plays before it is loaded. Pictures before the first key
   * frame of the part are left out, so that nothing from before it is in the file.
   */
  film: (input: ReadableStream<Uint8Array>, { startMs, lengthMs }: Part, path: string): Promise<string> =>
    run(
      program,
      [
        ...QUIET,
        ...["-f", "flv", "-i", "pipe:0"],
        ...(startMs > 0 ? ["-ss", seconds(startMs)] : []),
        ...["-t", seconds(lengthMs), "-map", "0:v:0", "-map", "0:a:0?", ...COPY, path],
      ],
      { input, timeoutMs: FILM_MS },
    ),
  /** Writes a part of a film as a film. It begins with the key frame before it, which players pass over. */
  clip: (film: string, { startMs, lengthMs }: Part, path: string): Promise<string> =>
    run(
      program,
      [...QUIET, "-ss", seconds(startMs), "-i", film, "-t", seconds(lengthMs), "-map", "0", ...COPY, path],
      { timeoutMs: CLIP_MS },
    ),
  /**
   * Returns the times in ms at which a film begins and ends. Both are 0 for a film without a picture. Throws
   * if the file is no film.
   */
  async span(path: string): Promise<{ beginMs: number; endMs: number }> {
    const probe = program.replace(/ffmpeg$/, "ffprobe");
    const args = ["-v", "error", "-show_entries", "format=start_time,duration", "-of", "csv=p=0", path];
    const [begin, end] = (await run(probe, args, { timeoutMs: PROBE_MS })).trim().split(",").map(Number);
    return { beginMs: Math.round((begin || 0) * 1_000), endMs: Math.round((end || 0) * 1_000) };
  },
});

export type Ffmpeg = ReturnType<typeof openFfmpeg>;
