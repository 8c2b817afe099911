import type { FC } from "hono/jsx";
import { encodeQR } from "qr";

const OPTIONS = { ecc: "medium", border: 4 } as const;

/**
 * Returns the QR modules of a text by rows; true is dark. They include the quiet zone that ISO 18004
 * requires.
 */
export const qrModules = (text: string): boolean[][] => encodeQR(text, "raw", OPTIONS);

/** Returns an SVG path of the dark modules: one rectangle for each run of dark modules in a row. */
export function qrPath(matrix: boolean[][]): string {
  const runs: string[] = [];
  for (const [y, row] of matrix.entries())
    for (let x = 0; x < row.length; x += 1) {
      const from = x;
      while (row[x]) x += 1;
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  return runs.join("");
}

/** Shows a QR code as inline SVG, which needs no request and prints sharply. The CSS class sets the size. */
export const QrCode: FC<{ text: string; label: string; class?: string }> = (props) => {
  const matrix = qrModules(props.text);
  const side = matrix.length;
  return (
    <svg
      class={props.class ?? "qr"}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={qrPath(matrix)} fill="#000" />
    </svg>
  );
};

/** Encodes the QR code of a text as a GIF, for saving on a phone. */
export const qrImage = (text: string): Uint8Array<ArrayBuffer> =>
  encodeQR(text, "gif", { ...OPTIONS, scale: 10 });
