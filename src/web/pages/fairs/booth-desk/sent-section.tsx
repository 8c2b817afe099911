import type { FC } from "hono/jsx";
import type { SentScanView } from "../../../../fairs/index.ts";
import { Empty, Status } from "../../../components/blocks.tsx";
import { BOOTH } from "../../../text/fairs/booth-desk.ts";
import { formatTime } from "../../../text/format.ts";
import { refusalText } from "./scan-form.tsx";

const TEXT = BOOTH.sent;
const KIND = { sent: "waiting", done: "done", refused: "stopped" } as const;

const Line: FC<{ scan: SentScanView }> = ({ scan }) => {
  const said = [scan.canDo, scan.note, scan.intent ? BOOTH.intents : null].filter(Boolean);
  // The host does not say whose ticket it was.
  const at = [scan.callName && scan.posting, scan.outcome && TEXT.outcome[scan.outcome]].filter(Boolean);
  return (
    <li class="card posting">
      <div class="head">
        <h3>{scan.callName ?? scan.posting}</h3>
        <Status kind={KIND[scan.state]}>{TEXT.state[scan.state]}</Status>
      </div>
      {at.length > 0 ? <p>{at.join(" · ")}</p> : null}
      {scan.refusal ? <p>{`${TEXT.why}：${refusalText(scan.refusal) ?? TEXT.other}`}</p> : null}
      {said.length > 0 ? <p>{said.join(" · ")}</p> : null}
      <p class="quiet small">{formatTime(scan.at)}</p>
    </li>
  );
};

/** Scans at a fair of another node, and what its host answered. */
export const SentScans: FC<{ scans: readonly SentScanView[] }> = ({ scans }) => (
  <section>
    <h2>{TEXT.list(scans.length)}</h2>
    <p class="quiet">{TEXT.hint}</p>
    {scans.length === 0 ? <Empty text={TEXT.empty} /> : null}
    <ul class="list">
      {scans.map((scan) => (
        <Line scan={scan} />
      ))}
    </ul>
  </section>
);
