import type { FC } from "hono/jsx";
import { encodeQR } from "qr";

const OPTIONS = { ecc: "medium", border: 4 } as const;

/** QR modules of a text by rows; true is dark. Includes the quiet zone that ISO 18004 requires. */
export const qrModules = (text: string): boolean[][] => encodeQR(text, "raw", OPTIONS);

/** An SVG path of the dark modules, one run of a row at a time. */
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

/** A QR code as inline SVG: no request, no script, sharp in print. Its class sets the size. */
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

/** The QR code as a GIF to save on a phone. */
export const qrImage = (text: string): Uint8Array<ArrayBuffer> =>
  encodeQR(text, "gif", { ...OPTIONS, scale: 10 });
