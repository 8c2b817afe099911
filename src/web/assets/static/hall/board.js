/*
 * Updates the board with each state that the event stream delivers. Without EventSource the page reloads
 * every 20 seconds.
 */
const board = document.querySelector("[data-events]");
const grouped = (n) => Number(n).toLocaleString("en-US");
const all = (selector) => Array.from(document.querySelectorAll(selector));
/* Replaces the numbers in a text, in order. The words around them come from the server. */
const renumber = (text, numbers) => {
  let at = 0;
  return text.replace(/\d[\d,]*/g, (old) => (at < numbers.length ? grouped(numbers[at++]) : old));
};

function show(state) {
  for (const node of all("[data-figure]")) {
    const value = state.figures[node.dataset.figure];
    if (value !== null && value !== undefined) node.textContent = grouped(value);
  }
  for (const city of state.cities) {
    for (const node of all(`[data-city="${city.city}"]`))
      node.textContent = renumber(node.textContent, [city.enterprises, city.postings]);
    for (const node of all(`[data-entered="${city.city}"]`))
      node.textContent = renumber(node.textContent, [city.people]);
  }
  const list = document.querySelector("[data-newest]");
  if (!list) return;
  document.querySelector("[data-no-newest]").hidden = state.newest.length > 0;
  list.replaceChildren(
    ...state.newest.map(({ trade, city, enterprise }) => {
      const item = document.createElement("li");
      const strong = document.createElement("b");
      strong.textContent = trade;
      item.append(strong, ` ${city} · ${enterprise}`);
      return item;
    }),
  );
}

if (board && window.EventSource) {
  const line = document.querySelector("[data-line]");
  const source = new EventSource(board.dataset.events);
  source.addEventListener("open", () => {
    line.textContent = board.dataset.live;
  });
  source.addEventListener("message", (event) => show(JSON.parse(event.data)));
  /*
   * The server ends the stream when the fair is cancelled; the reloaded page says so. A random delay spreads
   * the reloads of many screens.
   */
  source.addEventListener("end", () => {
    source.close();
    window.setTimeout(() => location.reload(), Math.random() * 3000);
  });
  source.addEventListener("error", () => {
    line.textContent = board.dataset.waiting;
    /* EventSource does not retry after an error status. The reloaded page explains the error. */
    if (source.readyState === EventSource.CLOSED) window.setTimeout(() => location.reload(), 20000);
  });
} else if (board) {
  window.setTimeout(() => location.reload(), 20000);
}
