/* The card of the posting that is being explained, with the one that comes next. It is a copy of the
   posting's entry in the page's list, or made from the event if the list does not show it. ES2017. */
export function openCard(stage, words) {
  const place = stage.querySelector("[data-pinned]");
  const none = stage.querySelector("[data-no-pin]");
  const after = stage.querySelector("[data-upcoming]");
  const { channel } = stage.dataset;
  const via = channel ? `?via=${encodeURIComponent(channel)}` : "";

  function link(posting, step, text) {
    const made = document.createElement("a");
    made.href = `/postings/${encodeURIComponent(posting.postingId)}${step}${via}`;
    made.textContent = text;
    return made;
  }

  /* The entry of a posting that the list does not show now. */
  function entry(pin) {
    const [title, employer] = [document.createElement("h3"), document.createElement("p")];
    title.append(link(pin, "", pin.title));
    employer.textContent = pin.employer;
    const apply = link(pin, "/apply", words.apply);
    apply.className = "button primary";
    const named = document.createElement("span");
    named.className = "sr";
    named.textContent = ` ${pin.title}`;
    apply.append(named);
    return [title, employer, apply];
  }

  /* Shows the pinned posting and the next one; null shows that there is none. At the end nothing is shown. */
  function show(pin, next, over) {
    none.hidden = Boolean(pin || over);
    place.hidden = !pin;
    if (!pin) return;
    const listed = document.querySelector(`[data-posting="${CSS.escape(pin.postingId)}"]`);
    const body = place.querySelector("[data-pinned-body]");
    body.replaceChildren(...(listed ? Array.from(listed.cloneNode(true).childNodes) : entry(pin)));
    after.hidden = !next;
    if (next) after.querySelector("a").replaceWith(link(next, "", `${next.title} · ${next.employer}`));
  }
  return { show };
}
