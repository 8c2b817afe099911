/*
 * The player of a livestream: the browser's own where it plays HLS, else hls.js. If nothing moves for eight
 * seconds with the browser's own, hls.js takes over. Some browsers say that they play HLS, and load nothing:
 * there it takes over after three. It starts without sound, as browsers demand. ES2017.
 */
const STILL_MS = 8000;
const LOADED_MS = 3000;
const LOOK_MS = 1000;
/* While nothing moves, the caller asks this often whether the event goes on. */
const ASK_MS = 15000;
/* Without a better figure: three pieces of two seconds, and one that the encoder holds. */
const USUAL_DELAY_MS = 8000;
const HLS_TYPE = "application/vnd.apple.mpegurl";

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function videoIn(screen, words) {
  const video = document.createElement("video");
  video.muted = true;
  video.autoplay = true;
  video.controls = true;
  video.setAttribute("playsinline", "");
  video.setAttribute("webkit-playsinline", "");
  /* Tencent's X5 engine in older WeChat: play in the page, below its buttons. */
  video.setAttribute("x5-playsinline", "");
  video.setAttribute("x5-video-player-type", "h5-page");
  video.setAttribute("aria-label", words.picture);
  const sound = button(words.sound, () => {
    video.muted = false;
    sound.remove();
  });
  video.addEventListener("volumechange", () => {
    if (!video.muted) sound.remove();
  });
  screen.replaceChildren(video, sound);
  return video;
}

/* Plays with hls.js. Throws if this browser cannot. Errors of the network are tried again without end. */
async function withLibrary(video, playlist) {
  const { default: Hls } = await import("./hls.js");
  if (!Hls.isSupported()) throw new Error("no player");
  const hls = new Hls({ liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, backBufferLength: 30 });
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else
      window.setTimeout(() => {
        hls.loadSource(playlist);
        hls.startLoad();
      }, 2000);
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  return {
    delayMs: () =>
      hls.latency > 0 ? hls.latency * 1000 + ((hls.targetLatency || 0) * 1000) / 4 : USUAL_DELAY_MS,
    close: () => hls.destroy(),
  };
}

function withBrowser(video, playlist) {
  video.src = playlist;
  return {
    delayMs() {
      const { seekable, currentTime } = video;
      const edge = seekable.length > 0 ? seekable.end(seekable.length - 1) : 0;
      return edge > currentTime ? (edge - currentTime) * 1000 + 2000 : USUAL_DELAY_MS;
    },
    close() {
      video.removeAttribute("src");
      video.load();
    },
  };
}

/*
 * Opens the player in an element. `say` shows a sentence beside it, `lost` is called while nothing moves.
 * Returns its delay behind the event, the seconds it has played, and its end.
 */
export async function openPlayer(screen, { playlist, words, say, lost }) {
  const before = Array.from(screen.childNodes);
  const video = videoIn(screen, words);
  const own = video.canPlayType(HLS_TYPE) !== "";
  let way = own ? withBrowser(video, playlist) : await withLibrary(video, playlist);
  let usesOwn = own;
  let position = 0;
  let playedS = 0;
  let movedAt = Date.now();
  let askedAt = Date.now();

  /* The browser's own player does not work here: hls.js takes over. */
  function takeOver() {
    if (!usesOwn) return;
    usesOwn = false;
    way.close();
    withLibrary(video, playlist).then(
      (found) => {
        way = found;
        movedAt = Date.now();
        video.play().catch(() => undefined);
      },
      () => say(words.failed),
    );
  }

  /* An address that it cannot play at all needs no waiting. */
  video.addEventListener("error", () => video.hasAttribute("src") && playedS === 0 && takeOver());

  function still(now) {
    say(words.still);
    takeOver();
    if (now - askedAt < ASK_MS) return;
    askedAt = now;
    lost();
  }

  const timer = window.setInterval(() => {
    const now = Date.now();
    const step = video.currentTime - position;
    position = video.currentTime;
    if (step > 0) {
      /* A jump to the newest picture is no playing. */
      playedS += Math.min(step, (LOOK_MS / 1000) * 2);
      if (now - movedAt > STILL_MS || playedS < 3) say(words.playing);
      movedAt = now;
    } else if (video.paused && movedAt > 0 && playedS > 0) movedAt = now;
    else if (now - movedAt > STILL_MS) still(now);
    else if (usesOwn && video.readyState === 0 && now - movedAt > LOADED_MS) takeOver();
  }, LOOK_MS);
  video.play().catch(() => undefined);

  return {
    video,
    delayMs: () => way.delayMs(),
    playedS: () => playedS,
    close() {
      window.clearInterval(timer);
      way.close();
      screen.replaceChildren(...before);
    },
  };
}
