/* The card of the posting that is being explained: a copy of its entry in the page's list. ES2017. */
export function openCard(stage) {
  const place = stage.querySelector("[data-pinned]");
  const none = stage.querySelector("[data-no-pin]");

  /* Shows the pinned posting; null shows that there is none. A posting that the page does not list is
     named with a link. */
  function show(pin) {
    none.hidden = Boolean(pin);
    place.hidden = !pin;
    if (!pin) return;
    const listed = document.querySelector(`[data-posting="${CSS.escape(pin.postingId)}"]`);
    const body = place.querySelector("[data-pinned-body]");
    if (listed) {
      body.replaceChildren(...Array.from(listed.cloneNode(true).childNodes));
      return;
    }
    const link = document.createElement("a");
    link.href = `/postings/${encodeURIComponent(pin.postingId)}`;
    link.textContent = `${pin.title} · ${pin.employer}`;
    body.replaceChildren(link);
  }
  return { show };
}
