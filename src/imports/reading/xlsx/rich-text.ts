import { isTrue } from "./xml.ts";

/** Text of a cell. `struck` is true if all of it is struck out. */
export type CellText = { text: string; struck: boolean };

/**
 * Collects the text runs of a string item. Leaves out phonetic readings (rPh), and struck-out runs beside
 * others: `5000` struck out before `6000` must not become 50006000.
 */
export class RichText {
  #text = "";
  #struckText = "";
  #inText = false;
  #inReading = false;
  #inStruckRun = false;

  open(name: string, tag: string): void {
    if (name === "rPh") this.#inReading = true;
    if (name === "r") this.#inStruckRun = false;
    if (name === "strike") this.#inStruckRun = isTrue(tag, "val", true);
    if (name === "t") this.#inText = !this.#inReading;
  }
  text(text: string): void {
    if (!this.#inText) return;
    if (this.#inStruckRun) this.#struckText += text;
    else this.#text += text;
  }
  close(name: string): void {
    if (name === "rPh") this.#inReading = false;
    if (name === "r") this.#inStruckRun = false;
    if (name === "t") this.#inText = false;
  }
  /** Returns the collected text with Excel's escapes (_x000D_) resolved, and starts the next item. */
  take(): CellText {
    const struck = this.#text.trim() === "" && this.#struckText.trim() !== "";
    const text = (struck ? this.#struckText : this.#text).replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    this.#text = "";
    this.#struckText = "";
    return { text: text.replaceAll("\r\n", "\n").replaceAll("\0", "\uFFFD"), struck };
  }
}
