/* Shrinks a chosen picture to the size that a poster may have, before it is sent. Without this script the
   server refuses one that is too large. ES2017. */
const WIDTHS = [960, 800, 640, 480, 320];
const QUALITIES = [0.8, 0.65, 0.5, 0.4];

const packed = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

/* Returns the picture as JPEG of at most `max` bytes; null if it cannot be made so small. */
async function shrunk(file, max) {
  const picture = await createImageBitmap(file);
  for (const width of WIDTHS) {
    const scale = Math.min(1, width / picture.width);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const drawing = canvas.getContext("2d");
    /* A transparent picture gets a white ground. */
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await packed(canvas, quality);
      if (blob && blob.size <= max) return blob;
    }
  }
  return null;
}

for (const place of document.querySelectorAll("[data-shrink]")) {
  const input = place.querySelector("input[type=file]");
  const state = place.querySelector("[data-shrunk]");
  const words = JSON.parse(place.dataset.words);
  const max = Number(place.dataset.shrink);
  const button = place.closest("form").querySelector("button");

  input.addEventListener("change", async () => {
    const [file] = input.files;
    state.textContent = "";
    if (!file || file.size <= max || !/^image\//.test(file.type)) return;
    button.disabled = true;
    state.textContent = words.shrinking;
    try {
      const blob = await shrunk(file, max);
      if (!blob) throw new Error("too large");
      const given = new DataTransfer();
      given.items.add(new File([blob], "poster.jpg", { type: "image/jpeg" }));
      input.files = given.files;
      state.textContent = words.shrunk.replace("{kb}", String(Math.ceil(blob.size / 1024)));
    } catch {
      state.textContent = words.tooLarge;
    }
    button.disabled = false;
  });
}
