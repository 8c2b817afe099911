import type { FC } from "hono/jsx";
import encodeQR from "qr";

/** Light modules around a code, as its standard wants them. */
const MARGIN = 4;

/** The dark modules of a code for a text, row by row, with the margin around them. */
export const qrModules = (text: string): boolean[][] =>
  encodeQR(text, "raw", { ecc: "medium", border: MARGIN });

/** One path for all dark modules, a unit each. */
export const qrPath = (modules: readonly boolean[][]): string =>
  modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .filter(Boolean)
    .join("");

/** A code to scan; `label` says where it leads, for who does not see it. */
export const Qr: FC<{ text: string; label: string }> = ({ text, label }) => {
  const modules = qrModules(text);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={qrPath(modules)} fill="#000" />
    </svg>
  );
};
