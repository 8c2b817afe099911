/* The list of a livestream's postings: a search and the pages of the list come without loading the page
   anew, because that would stop the picture. ES2017. */
import { readPage, takePart } from "./pages.js";

export function openList() {
  async function bring(address) {
    try {
      const { page } = await readPage(address);
      const list = takePart(page, "[data-list]");
      if (!list) throw new Error("no list");
      const first = list.querySelector("a");
      if (first) first.focus();
    } catch {
      location.assign(address);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-search]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    delete form.dataset.sent;
    bring(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-list] [data-more]");
    if (!link) return;
    event.preventDefault();
    bring(link.href);
  });
}
