/* Client script of a replay: a chapter's link goes to its place in the film on this page, and the card shows
   the posting that is explained where the film is. ES2017. */
import { openCard } from "./card.js";

const place = document.querySelector("[data-replay]");
const films = Array.from(place.querySelectorAll("[data-film]"));
const card = openCard(place);
const pinned = place.querySelector("[data-pinned]");
const nothing = place.querySelector("[data-no-pin]");
let shown = null;

/* Returns the chapter at the place of a film; null between chapters. */
const chapterAt = (chapters, at) => chapters.find(({ startS, endS }) => at >= startS && at < endS) || null;

function follow(film, chapters) {
  const chapter = chapterAt(chapters, film.currentTime);
  const id = chapter ? chapter.postingId : null;
  if (id === shown) return;
  shown = id;
  card.show(chapter);
}

for (const film of films) {
  const chapters = JSON.parse(film.dataset.chapters);
  const look = () => follow(film, chapters);
  film.addEventListener("timeupdate", look);
  film.addEventListener("seeked", look);
  film.addEventListener("play", () => {
    for (const other of films) if (other !== film) other.pause();
    /* The card stands below the film that plays, so that a phone shows both. */
    film.parentElement.after(pinned, nothing);
    look();
  });
}

for (const link of place.querySelectorAll("[data-seek]"))
  link.addEventListener("click", (event) => {
    const film = films.find(({ dataset }) => dataset.film === link.dataset.seek);
    if (!film) return;
    event.preventDefault();
    film.currentTime = Number(link.dataset.at);
    film.play().catch(() => undefined);
    film.scrollIntoView({ block: "nearest" });
  });
