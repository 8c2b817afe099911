/* Captions (WebVTT) of a livestream. Their times count from the moment on air, those of the player from
   its own start, so each cue is moved. Captions that grow are read again. ES2017. */
const TURN_MS = 10000;

export function openCaptions(player, { address, grows, airedS, label }) {
  const { video } = player;
  const openedAt = performance.now();
  let shown = null;
  let timer = 0;

  /* Seconds between the times of the cues and those of the player. */
  const shiftS = () => {
    const onAirS = airedS + (performance.now() - openedAt) / 1000;
    return video.currentTime - (onAirS - player.delayMs() / 1000);
  };

  function place(track, times) {
    const shift = shiftS();
    for (const cue of Array.from(track.cues || [])) {
      if (!times.has(cue)) times.set(cue, { start: cue.startTime, end: cue.endTime });
      const { start, end } = times.get(cue);
      /* What was said before this page was opened is past. A cue with a time below zero is refused. */
      cue.startTime = Math.max(0, start + shift);
      cue.endTime = Math.max(0, end + shift);
    }
  }

  async function read() {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("no captions");
    const track = document.createElement("track");
    const source = URL.createObjectURL(await answer.blob());
    track.kind = "captions";
    track.srclang = "zh";
    track.label = label;
    track.default = true;
    track.src = source;
    track.addEventListener("load", () => {
      URL.revokeObjectURL(source);
      if (shown) shown.element.remove();
      shown = { element: track, times: new Map() };
      place(track.track, shown.times);
    });
    video.append(track);
    track.track.mode = shown ? shown.element.track.mode : "showing";
  }

  async function turn() {
    try {
      if (grows || !shown) await read();
      else place(shown.element.track, shown.times);
    } catch {
      /* Without network the next turn comes in its time. */
    }
    timer = window.setTimeout(turn, TURN_MS);
  }
  turn();
  return { close: () => window.clearTimeout(timer) };
}
