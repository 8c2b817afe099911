/* Says on a livestream's page that there are new questions or answers, and brings them on a tap. The page
   is not loaded anew, because that would stop the picture. ES2017. */
export function openQuestions() {
  const link = document.querySelector("[data-news]");

  function news() {
    if (link) link.hidden = false;
  }

  async function bring(event) {
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const passed = page.querySelector("[data-passed]");
      if (!passed) throw new Error("no questions");
      document.querySelector("[data-passed]").replaceWith(passed);
      link.hidden = true;
    } catch {
      location.assign(link.href);
    }
  }

  if (link) link.addEventListener("click", bring);
  return { news };
}
