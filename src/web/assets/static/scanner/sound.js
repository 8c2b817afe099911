/*
 * Plays the sound of an answer: one high tone for go, two middle tones for look, three low tones for stop.
 * Silent without Web Audio.
 */
const TONES = { go: [880], look: [520, 520], stop: [220, 220, 220] };
let audio = null;

export function sound(tone) {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!Audio) return;
  audio = audio || new Audio();
  TONES[tone].forEach((hertz, n) => {
    const from = audio.currentTime + n * 0.14;
    const [pitch, volume] = [audio.createOscillator(), audio.createGain()];
    pitch.frequency.value = hertz;
    volume.gain.setValueAtTime(0.2, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.12);
    pitch.connect(volume).connect(audio.destination);
    pitch.start(from);
    pitch.stop(from + 0.13);
  });
  if (navigator.vibrate) navigator.vibrate(tone === "go" ? 60 : [120, 60, 120]);
}
