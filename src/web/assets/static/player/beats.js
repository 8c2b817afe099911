/*
 * Beats: this page tells that somebody watches or reads, so that viewers are counted. A beat of the picture
 * says how far the picture advanced since the last one. A hidden page that plays nothing sends none. ES2017.
 */
const FIRST_S = 30;

export function openBeats(address, firstToken) {
  let token = firstToken;
  let player = null;
  let played = 0;
  let timer = 0;

  /* Returns the beat that is true now; null for none. */
  function beat() {
    const now = player ? player.playedS() : 0;
    const progress = Math.max(0, now - played);
    played = now;
    if (progress > 0) return { mode: "picture", progress };
    return document.visibilityState === "visible" ? { mode: "text" } : null;
  }

  async function send() {
    let nextS = FIRST_S;
    const body = beat();
    try {
      if (body) {
        const answer = await fetch(address, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(Object.assign(body, { token })),
        });
        if (answer.ok) {
          const said = await answer.json();
          /* Without a new token the page counts no longer, until it is opened anew. */
          if (!said.token) return;
          token = said.token;
          nextS = said.nextS || FIRST_S;
        }
      }
    } catch {
      /* Without network the next beat comes in its time. */
    }
    wait(nextS);
  }
  const wait = (seconds) => {
    timer = window.setTimeout(send, seconds * 1000);
  };
  if (address && token && window.fetch) wait(FIRST_S);

  return {
    follow(shown) {
      player = shown;
      played = shown.playedS();
    },
    close: () => window.clearTimeout(timer),
  };
}
