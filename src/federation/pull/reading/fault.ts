/** Stable names of why a page of a log is refused. */
export type PageFaultCode =
  | "SIZE"
  | "TEXT"
  | "LINE"
  | "HEADER"
  | "OTHER_LOG"
  | "OTHER_HOME"
  | "GAP"
  | "PAYLOAD"
  | "DIGEST"
  | "CHECKPOINT"
  | "SIGNATURE"
  | "UNKNOWN_KEY"
  | "OTHER_SIZE"
  | "OTHER_ROOT";

/** Thrown for a page of which nothing may be applied. `seq` is the faulty entry's, or null. */
export class PageFault extends Error {
  readonly code: PageFaultCode;
  readonly seq: number | null;
  constructor(code: PageFaultCode, seq: number | null = null) {
    super(`page: ${code}${seq === null ? "" : ` at ${seq}`}`);
    this.name = "PageFault";
    this.code = code;
    this.seq = seq;
  }
}
