/* Reads QR codes with the camera: by the browser's BarcodeDetector, else by a decoder loaded on demand. */

async function detectorOf() {
  if (window.BarcodeDetector) {
    const known = await window.BarcodeDetector.getSupportedFormats();
    if (known.indexOf("qr_code") >= 0) {
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => {
        const [first] = await detector.detect(video);
        return first ? first.rawValue : null;
      };
    }
  }
  const { decodeQR } = await import("./qr-decode.js");
  const canvas = document.createElement("canvas");
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch (_error) {
      return null;
    }
  };
}

/*
 * Shows the camera image and calls `onText` with each code, with the same code again only after three
 * seconds. Resolves to a function that stops the camera.
 */
async function startCamera(video, onText) {
  const detect = await detectorOf();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  let running = true;
  let last = { text: "", atMs: 0 };
  const look = async () => {
    if (!running) return;
    const text = video.videoWidth > 0 ? await detect(video).catch(() => null) : null;
    const nowMs = Date.now();
    if (text && (text !== last.text || nowMs - last.atMs > 3000)) {
      last = { text, atMs: nowMs };
      await onText(text);
    }
    window.setTimeout(look, 120);
  };
  window.setTimeout(look, 0);
  return () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    video.hidden = true;
  };
}

/*
 * Binds the button that opens and closes the camera. Calls `onText(text, stop)` for each code, and
 * `onMissing()` if the camera cannot be opened.
 */
export function offerCamera({ onText, onMissing }) {
  const button = document.getElementById("camera-button");
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  const words = { start: button.textContent, stop: button.dataset.stop };
  let close = null;
  const stop = () => {
    close();
    close = null;
    button.textContent = words.start;
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (close) return stop();
    try {
      close = await startCamera(document.getElementById("camera"), (text) => onText(text, stop));
      button.textContent = words.stop;
    } catch (_error) {
      onMissing();
    }
  });
}
