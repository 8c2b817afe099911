import { AppError, invalid } from "../../core/errors.ts";

const HEADER_BYTES_MAX = 8_192;
const FIELD_BYTES_MAX = 8_192;
const PARTS_MAX = 20;
const BLANK_LINE = Buffer.from("\r\n\r\n");

export type Upload = {
  /** Text fields that precede the file. */
  fields: Record<string, string>;
  /** The first file, under the name that the sender gave it. The caller must read or cancel its body. */
  file: { filename: string; body: ReadableStream<Uint8Array> } | null;
};

const malformed = () => new AppError("MALFORMED_BODY");

/** Reads a body in chunks between boundaries. Holds at most one chunk and one boundary. */
class Scanner {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held: Buffer;

  constructor(body: ReadableStream<Uint8Array>, start: string) {
    this.#reader = body.getReader();
    this.#held = Buffer.from(start);
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    // The body ended before its closing boundary, so the upload was truncated.
    if (done) throw malformed();
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
  }

  /** Returns the next chunk before `mark`. At `mark`, consumes it and returns null. */
  async piece(mark: Buffer): Promise<Uint8Array | null> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at === 0) {
        this.#held = this.#held.subarray(mark.length);
        return null;
      }
      const end = at > 0 ? at : this.#held.length - mark.length + 1;
      if (end > 0) {
        const piece = this.#held.subarray(0, end);
        this.#held = this.#held.subarray(end);
        return piece;
      }
      await this.#more();
    }
  }

  /** Returns the text before `mark` and consumes `mark`. Throws BODY_TOO_LARGE over `max` bytes. */
  async whole(mark: Buffer, max: number): Promise<string> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let piece = await this.piece(mark); piece; piece = await this.piece(mark)) {
      size += piece.length;
      if (size > max) throw new AppError("BODY_TOO_LARGE");
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString("utf8");
  }

  async take(size: number): Promise<string> {
    while (this.#held.length < size) await this.#more();
    const taken = this.#held.subarray(0, size).toString("latin1");
    this.#held = this.#held.subarray(size);
    return taken;
  }

  async cancel(): Promise<void> {
    // `cancel` rejects if the stream has failed; the failed read has already thrown that error.
    await this.#reader.cancel().catch(() => undefined);
  }
}

function parameter(line: string, name: string): string | null {
  const extended = new RegExp(`;\\s*${name}\\*=UTF-8''([^;\\s]+)`, "i").exec(line)?.[1];
  if (extended !== undefined && !/%(?![0-9a-f]{2})/i.test(extended)) return decodeURIComponent(extended);
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, "i").exec(line);
  const text = found?.[1] ?? found?.[2];
  return text === undefined ? null : text.replace(/\\(.)/g, "$1").replaceAll("%22", '"');
}

function fileStream(scanner: Scanner, mark: Buffer): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await scanner.piece(mark);
        if (piece) return controller.enqueue(piece);
        // A field after the file cannot be used any more, so it is an error.
        if ((await scanner.take(2)) !== "--") return controller.error(invalid("file", "NOT_LAST"));
        controller.close();
      },
      cancel: () => scanner.cancel(),
    },
    { highWaterMark: 0 },
  );
}

/**
 * Reads a multipart/form-data request (RFC 7578) up to its first file, and returns the file as a stream,
 * without buffering it.
 * Throws MALFORMED_BODY for an invalid or interrupted body, BODY_TOO_LARGE for oversized fields. Reading the
 * file's stream fails in the same way, and with INVALID_INPUT if a field follows the file.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data\b/i.test(type) ? parameter(`;${type}`, "boundary") : null;
  if (!boundary || boundary.length > 200 || !request.body) throw malformed();
  const mark = Buffer.from(`\r\n--${boundary}`);
  const scanner = new Scanner(request.body, "\r\n");
  const fields: Record<string, string> = {};
  // Text before the first boundary is ignored (RFC 2046).
  await scanner.whole(mark, FIELD_BYTES_MAX);
  for (let parts = 0; parts <= PARTS_MAX; parts += 1) {
    if ((await scanner.take(2)) === "--") return { fields, file: null };
    const head = await scanner.whole(BLANK_LINE, HEADER_BYTES_MAX);
    const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? "";
    const name = parameter(disposition, "name");
    const filename = parameter(disposition, "filename");
    if (name === null) throw malformed();
    // A browser sends an empty file name if no file was chosen.
    if (filename) {
      const base = filename.split(/[/\\]/).at(-1) || "upload";
      return { fields, file: { filename: base, body: fileStream(scanner, mark) } };
    }
    fields[name] = await scanner.whole(mark, FIELD_BYTES_MAX);
  }
  throw new AppError("BODY_TOO_LARGE");
}
