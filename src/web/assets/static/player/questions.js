/* Questions on a livestream's page. A question is sent, and news are brought on a tap, without loading the
   page anew, because that would stop the picture. Without this script the forms are plain. ES2017. */
import { readPage, takePart } from "./pages.js";

export function openQuestions(words) {
  const link = document.querySelector("[data-news]");
  const state = document.querySelector("[data-asked-state]");

  function news() {
    if (link) link.hidden = false;
  }

  async function bring(event) {
    event.preventDefault();
    try {
      const { page } = await readPage(link.href);
      if (!takePart(page, "[data-passed]")) throw new Error("no questions");
      link.hidden = true;
    } catch {
      location.assign(link.href);
    }
  }

  /* Each form here has one button with a name, and its value says what to do. */
  async function send(form) {
    const body = new URLSearchParams(new FormData(form));
    const button = form.querySelector("button[name]");
    body.set(button.name, button.value);
    button.disabled = true;
    try {
      const { page, ok } = await readPage(form.action, { method: "POST", body });
      const asking = takePart(page, "[data-asking]");
      if (!asking) throw new Error("no form");
      takePart(page, "[data-passed]");
      state.textContent = ok && button.value === "ask" ? words.asked : "";
      const faults = asking.querySelector("[role=alert]");
      if (faults) faults.focus();
    } catch {
      button.disabled = false;
      delete form.dataset.sent;
      state.textContent = words.notSent;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-asking] form");
    if (!form || event.defaultPrevented || !state) return;
    event.preventDefault();
    send(form);
  });
  if (link) link.addEventListener("click", bring);
  return { news };
}
